package endpoint

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
)

// Upload is a file on its way in; it has the fields of app.Upload and converts to it. Body can be
// read until the use case returns.
type Upload struct {
	Name string
	Type string
	Body io.Reader
}

// The files one form takes.
const (
	MaxFiles    = 10
	MaxFileSize = 10 << 20 // bytes
)

// Files are the files of a box. Their kind is read from what is in them, not from what their
// sender says.
func (f *Fields) Files(name string) []Upload {
	if f.r.MultipartForm == nil {
		return nil
	}
	var list []Upload
	for _, head := range f.r.MultipartForm.File[name] {
		if head.Filename == "" && head.Size == 0 {
			continue
		}
		if len(list) == MaxFiles {
			f.Refuse(name, "Please send at most %d files.", MaxFiles)
			return list
		}
		if head.Size > MaxFileSize {
			f.Refuse(name, "%s is larger than 10 MB. Please send a smaller one.", fileName(head.Filename))
			continue
		}
		list = append(list, Upload{Name: fileName(head.Filename), Type: f.kindOf(head), Body: &uploaded{head: head}})
	}
	return list
}

// sniffed is how many bytes the kind of a file is read from.
const sniffed = 512

func (f *Fields) kindOf(head *multipart.FileHeader) string {
	start := make([]byte, sniffed)
	body := &uploaded{head: head}
	n, err := io.ReadFull(body, start)
	body.close()
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && f.err == nil {
		f.err = err
	}
	return http.DetectContentType(start[:n])
}

// uploaded opens its file when it is first read and closes it at its end.
type uploaded struct {
	head *multipart.FileHeader
	file multipart.File
	done error
}

func (u *uploaded) Read(b []byte) (int, error) {
	if u.done != nil {
		return 0, u.done
	}
	if u.file == nil {
		if u.file, u.done = u.head.Open(); u.done != nil {
			return 0, u.done
		}
	}
	n, err := u.file.Read(b)
	if err != nil {
		u.done = err
		u.close()
	}
	return n, err
}

func (u *uploaded) close() {
	if u.file != nil {
		_ = u.file.Close()
	}
}

// maxFileName is in characters.
const maxFileName = 120

// fileName is the name without the folders that some browsers send, its end where it is long.
func fileName(name string) string {
	name = typed(strings.ToValidUTF8(path.Base(strings.ReplaceAll(name, `\`, "/")), ""))
	name = strings.Join(strings.Fields(name), " ")
	if letters := []rune(name); len(letters) > maxFileName {
		name = string(letters[len(letters)-maxFileName:])
	}
	if strings.Trim(name, "./") == "" {
		return "file"
	}
	return name
}
