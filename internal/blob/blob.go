// Package blob keeps files by the hash of their content, in a folder. It must not know what the
// files are or whose they are.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Folder is a content-addressed store in a folder.
type Folder struct{ dir string }

// Open uses a folder, making it where it is absent.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("files folder: %w", err)
	}
	return &Folder{dir: dir}, nil
}

// Put stores the bytes durably and returns their SHA-256 in hex. The same bytes are stored once.
func (f *Folder) Put(r io.Reader) (hash string, size int64, err error) {
	tmp, err := os.CreateTemp(f.dir, "new-*")
	if err != nil {
		return "", 0, fmt.Errorf("file: %w", err)
	}
	defer os.Remove(tmp.Name())
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, sum), r)
	if err == nil {
		err = tmp.Sync()
	}
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", 0, fmt.Errorf("file: %w", err)
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	return hash, size, f.keep(tmp.Name(), hash)
}

func (f *Folder) keep(tmp, hash string) error {
	path := f.path(hash)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("file: %w", err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("file: %w", err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("file: %w", err)
	}
	defer dir.Close()
	return dir.Sync()
}

// Get opens the file with a hash. The caller closes it.
func (f *Folder) Get(hash string) (io.ReadCloser, error) {
	if len(hash) != 2*sha256.Size {
		return nil, os.ErrNotExist
	}
	if _, err := hex.DecodeString(hash); err != nil {
		return nil, os.ErrNotExist
	}
	return os.Open(f.path(hash))
}

// Remove forgets a file; one that is not there is forgotten already.
func (f *Folder) Remove(hash string) error {
	if err := os.Remove(f.path(hash)); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("file: %w", err)
	}
	return nil
}

func (f *Folder) path(hash string) string { return filepath.Join(f.dir, hash[:2], hash) }
