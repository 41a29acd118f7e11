//go:build deps

// Package deps keeps modules in go.mod while the house is being built.
package deps

import (
	_ "cel.dev/cel-go/cel"
	_ "github.com/a-h/templ"
	_ "github.com/alecthomas/kong"
	_ "github.com/danielgtaylor/huma/v2"
	_ "github.com/emersion/go-message"
	_ "github.com/emersion/go-smtp"
	_ "github.com/evanw/esbuild/pkg/api"
	_ "github.com/go-rod/rod"
	_ "github.com/jackc/pgx/v5"
	_ "github.com/microcosm-cc/bluemonday"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/santhosh-tekuri/jsonschema/v6"
	_ "go.yaml.in/yaml/v3"
	_ "golang.org/x/net/html"
	_ "golang.org/x/text/message"
	_ "golang.org/x/time/rate"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
