package app

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// Limits of what may be attached to one message.
const (
	maxFiles    = 10
	maxFileSize = 10 << 20
)

// keepFiles stores the bodies of files before the transaction that names them: a body nobody names
// costs room, a name without a body would be a loss.
func (a *App) keepFiles(uploads []Upload) ([]store.File, error) {
	if len(uploads) > maxFiles {
		return nil, errs.Invalidf("files", "At most %d files at once, please.", maxFiles)
	}
	var files []store.File
	for _, u := range uploads {
		hash, size, err := a.files.Put(io.LimitReader(u.Body, maxFileSize+1))
		if err != nil {
			return nil, errs.Busyf("The file could not be stored. Please try again shortly.").Because(err)
		}
		if size > maxFileSize {
			return nil, errs.Invalidf("files", "%s is larger than 10 MB. Please send a smaller one.", u.Name)
		}
		if size > 0 {
			files = append(files, store.File{Name: fileName(u.Name), Type: cut(u.Type, 100), Size: size, Hash: hash})
		}
	}
	return files, nil
}

// fileName is a name without a path or anything a file system or header could trip over.
func fileName(name string) string {
	name = filepath.Base(strings.ReplaceAll(clean(name), "\\", "/"))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"<>:|?*\n\t/", r) {
			return '_'
		}
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1 // it would show "invoice.exe" as "invoexe.pdf"
		}
		return r
	}, name)
	if name = cut(name, 120); name == "" || name == "." || name == ".." {
		return "file"
	}
	return name
}

func filesOf(tx *store.Tx, files []store.File) []store.File {
	named := make([]store.File, len(files))
	for i, f := range files {
		f.ID = id.File(tx.NewID())
		named[i] = f
	}
	return named
}

// File opens something that was attached. A customer sees only the files of their own case, and not
// those of notes among colleagues. The caller closes the body.
func (a *App) File(ctx context.Context, actor Actor, i id.File) (File, io.ReadCloser, error) {
	if err := allowed(actor, "see_file"); err != nil {
		return File{}, nil, err
	}
	var found store.File
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		var err error
		if found, err = tx.File(i); err != nil {
			return errNoFile().Because(err)
		}
		if actor.Kind != recovery.ByCustomer {
			return nil
		}
		m, err := tx.Message(found.Message)
		if err != nil || found.Case != actor.Case || m.Direction == "note" {
			return errNoFile()
		}
		return nil
	})
	if err != nil {
		return File{}, nil, err
	}
	body, err := a.files.Get(found.Hash)
	if err != nil {
		return File{}, nil, errNoFile().Because(err)
	}
	return fileView(found), body, nil
}

func errNoFile() *errs.Error { return errs.Missingf("This file is not here any more.") }

func fileView(f store.File) File { return File{ID: f.ID, Name: f.Name, Type: f.Type, Size: f.Size} }
