package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"
)

type folder struct{ dir string }

// Folder is the Sender for where nothing may leave the machine: every mail becomes a file in
// dir, which is made when needed. Names end in .eml and sort by the moment of sending. A file
// that has its name is whole, also after a crash.
func Folder(dir string) Sender { return folder{dir} }

// Send is part of Sender. The envelope is not kept: the mail's own header says it.
func (f folder) Send(ctx context.Context, _ string, _ []string, raw []byte) error {
	if err := ctx.Err(); err != nil {
		return waiting("The mail was not written, because the work was stopped.", err)
	}
	if err := f.write(raw); err != nil {
		return waiting("The mail could not be written to its folder. Please check that the disk has room and the folder is ours.", err)
	}
	return nil
}

func (f folder) write(raw []byte) error {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(f.dir, ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails rightly once the file has its name
	_, err = file.Write(raw)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := os.Rename(file.Name(), filepath.Join(f.dir, fileName(time.Now(), raw))); err != nil {
		return err
	}
	return syncDir(f.dir)
}

// fileName adds a piece of the content's hash, for two mails in one tick of the clock.
func fileName(now time.Time, raw []byte) string {
	sum := sha256.Sum256(raw)
	return now.UTC().Format("20060102T150405.000000000") + "-" + hex.EncodeToString(sum[:4]) + ".eml"
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
