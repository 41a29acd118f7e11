.DEFAULT_GOAL := help
SHELL := /bin/bash

# Where the demo keeps its company, and where it listens.
DEMO ?= amends-data-demo
AMENDS_LISTEN ?= 127.0.0.1:8080

.PHONY: help build run-build generate needs test demo demo-reset bench shots clean

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: needs ## make bin/amends, one static binary
	@go run ./ui/build
	@go tool templ generate -log-level error
	@CGO_ENABLED=0 go build -trimpath -buildvcs=auto -ldflags="-s -w" -o bin/amends ./cmd/amends

test: needs ## everything, on both engines and in the browser
	@scripts/needs.sh postgres chromium
	@go run ./ui/build
	@scripts/test.sh

demo: build ## a company to try things in; Ctrl-C stops it, the next run goes on
	@AMENDS_LISTEN=$(AMENDS_LISTEN) exec bin/amends demo --data $(DEMO)

demo-reset: ## throw the demo's company away
	@rm -rf -- $(DEMO)
	@echo "The demo starts over with make demo."

bench: needs ## how fast it is, as ratios to the engine's own speed
	@scripts/needs.sh postgres
	@go run ./ui/build
	@go run ./bench

shots: build ## a picture of every screen, in shots/
	@scripts/needs.sh chromium
	@go run ./shots

generate: ## write what is generated: templates, docs
	@go tool templ generate -log-level error
	@go generate ./...

clean: ## remove what was built
	@rm -rf -- bin shots/out internal/web/dist/*

needs:
	@scripts/needs.sh go node
