# Every target works in a fresh clone with Go; `make test` also takes npm packages where Node is. `make help` lists them.

FUZZTIME   ?= 20s
BENCH      ?= .
BENCHFLAGS ?=

# Modules beside the main one: their code must keep compiling, and their tests pass.
SIDE_MODULES = internal/bench schema/internal/generate

# Packages whose own code starts goroutines or locks: the race detector runs all of their tests.
RACE = ./client/...

# Where npm packages stand: real editors' language servers, and what is made of the WebAssembly binary.
NODE_PACKAGES = schema/internal/editors wasm

# Runs a linter at the version that internal/tools pins.
TOOLS_MOD   = $(CURDIR)/internal/tools/go.mod
STATICCHECK = go tool -modfile="$(TOOLS_MOD)" staticcheck -checks inherit,ST1000,ST1016,ST1020,ST1021,ST1022

# Runs a command where npm is, and says in one line what it leaves out where it is not.
WITH_NPM = if command -v npm >/dev/null 2>&1; then $(1); else echo '    no npm here: $(2)'; fi

.PHONY: help test packages wasm built browsed playground bench bench-browser fuzz lint generate

help: ## list the targets
	@sed -n 's/^\([a-z][a-z]*\):.*## /\1: /p' Makefile | awk -F ': ' '{ printf "make %-10s %s\n", $$1, $$2 }'

test: packages ## vet and test everything, with the race detector where goroutines meet, and in a browser where one is
	@echo '==> go vet ./...'
	@go vet ./...
	@GOOS=js GOARCH=wasm go vet ./wasm
	@echo '==> go test ./...'
	@go test ./...
	@if go test -race -run '^$$' ./internal/golden >/dev/null 2>&1; then \
		echo '==> go test -race -run Concurrent ./...'; \
		go test -race -run Concurrent ./...; \
		echo '==> go test -race $(RACE)'; \
		go test -race $(RACE); \
	else \
		echo '    no race detector here: it needs cgo and a C compiler'; \
	fi
	@set -e; for dir in $(SIDE_MODULES); do \
		echo "==> go vet and test ./... in $$dir"; \
		(cd "$$dir" && go vet ./... && go test ./...); \
	done
	@$(call WITH_NPM,$(MAKE) --no-print-directory browsed,the tests in Node and in a browser are skipped)
	@echo 'all tests passed'

packages:
	@set -e; for dir in $(NODE_PACKAGES); do \
		$(call WITH_NPM,echo "==> npm ci in $$dir"; (cd "$$dir" && npm ci --no-audit --no-fund --loglevel=error),the tests of '"$$dir"' are skipped); \
	done

wasm: packages built ## build the npm package with the WebAssembly binary, and the playground (wasm/npm/dist, wasm/playground/dist)

built:
	@echo '==> go run ./wasm/internal/build'
	@go run ./wasm/internal/build
	@echo '==> npm run build in wasm'
	@cd wasm && npm run --silent build

browsed: built
	@echo '==> node --test in wasm'
	@cd wasm && npm run --silent chromium && npm test --silent

playground: wasm ## serve the playground on 127.0.0.1
	@cd wasm && npm run --silent playground

bench: ## run the benchmarks, those that compare with other libraries last (BENCH=regexp BENCHFLAGS=-count=6)
	@echo '==> benchmarks'
	@go test -run '^$$' -bench '$(BENCH)' -benchmem $(BENCHFLAGS) ./...
	@set -e; for dir in $(SIDE_MODULES); do \
		echo "==> benchmarks of $$dir"; \
		(cd "$$dir" && go test -run '^$$' -bench '$(BENCH)' -benchmem $(BENCHFLAGS) ./...); \
	done
	@if [ '$(BENCH)' = . ]; then $(call WITH_NPM,$(MAKE) --no-print-directory bench-browser,the benchmark in a browser is skipped); fi

bench-browser: wasm ## measure the validator in Chromium beside what web editors use today
	@cd wasm && npm run --silent bench

fuzz: ## run every fuzz target for a while (FUZZTIME=20s)
	@set -e; for pkg in $$(go list ./...); do \
		listed=$$(go test -list '^Fuzz' "$$pkg"); \
		for target in $$listed; do \
			case "$$target" in Fuzz*) ;; *) continue ;; esac; \
			echo "==> $$pkg $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$pkg"; \
		done; \
	done

lint: ## check the format, then run vet, staticcheck and, where it is installed, golangci-lint
	@echo '==> gofmt'
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w on:"; echo "$$unformatted"; exit 1; fi
	@set -e; for dir in . $(SIDE_MODULES); do \
		echo "==> go vet and staticcheck in $$dir"; \
		(cd "$$dir" && go vet ./... && $(STATICCHECK) ./...); \
	done
	@if command -v golangci-lint >/dev/null 2>&1; then \
		echo '==> golangci-lint'; golangci-lint run; \
	else \
		echo '    golangci-lint is not installed: skipped'; \
	fi

generate: ## write the generated files again
	@echo '==> go generate ./...'
	@go generate ./...
