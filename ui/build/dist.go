package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// finish writes manifest.json and the .gz files after every good build, and takes away what
// earlier builds left behind.
func finish(out string) api.Plugin {
	return api.Plugin{Name: "finish", Setup: func(b api.PluginBuild) {
		b.OnEnd(func(result *api.BuildResult) (api.OnEndResult, error) {
			if len(result.Errors) > 0 {
				return api.OnEndResult{}, nil
			}
			return api.OnEndResult{}, publish(out, result.OutputFiles)
		})
	}}
}

func publish(out string, files []api.OutputFile) error {
	// The name esbuild gives a file: stem, eight letters of hash, extension.
	hashed := regexp.MustCompile(`^(.+)-[A-Z0-9]{8}(\.[a-z0-9]+)$`)
	keep := map[string]bool{".keep": true, "manifest.json": true}
	manifest := map[string]string{}
	for _, file := range files {
		name := filepath.Base(file.Path)
		keep[name] = true
		if part := hashed.FindStringSubmatch(name); part != nil {
			manifest[part[1]+part[2]] = name
		}
		if filepath.Ext(name) == ".woff2" {
			continue
		}
		keep[name+".gz"] = true
		if err := squeeze(filepath.Join(out, name+".gz"), file.Contents); err != nil {
			return err
		}
	}
	if err := writeManifest(filepath.Join(out, "manifest.json"), manifest); err != nil {
		return err
	}
	return sweep(out, keep)
}

func squeeze(path string, content []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("compressing %s: %w", path, err)
	}
	if _, err := z.Write(content); err != nil {
		return fmt.Errorf("compressing %s: %w", path, err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("compressing %s: %w", path, err)
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

func writeManifest(path string, manifest map[string]string) error {
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

func sweep(out string, keep map[string]bool) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return fmt.Errorf("reading %s: %w", out, err)
	}
	for _, e := range entries {
		if keep[e.Name()] || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if err := os.Remove(filepath.Join(out, e.Name())); err != nil {
			return fmt.Errorf("removing what an earlier build left: %w", err)
		}
	}
	return nil
}
