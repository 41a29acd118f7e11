#!/usr/bin/env bash
# Everything that has to hold. A missing PostgreSQL or Chromium is a failure of the tests themselves.
set -euo pipefail

loose=$(find . -name '*.go' -not -path './ui/node_modules/*' -exec gofmt -l {} +)
if [ -n "$loose" ]; then
	echo "These files are not formatted; run gofmt -w on them:" >&2
	echo "$loose" >&2
	exit 1
fi
go vet ./...
go test ./... -timeout 9m
