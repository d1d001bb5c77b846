.DEFAULT_GOAL := help
.PHONY: help generate check test golden fuzz lint dist bench scale corpus-test

FUZZTIME ?= 30s
CONTEST ?=

# The content of all files that are not ignored, as a hash.
CONTENT = git ls-files -z --cached --others --exclude-standard | xargs -0 cat 2>&1 | git hash-object --stdin

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 20

generate: ## write all generated files
	go generate ./...

test: ## run the tests of all modules; interop asks for nginx and for npm ci in its folders named node
	go test ./...
	cd interop && go test ./...
	cd interop/extauthz && go test ./...
	cd bench && go test ./...

golden: ## write the golden files; review them with git diff
	go test -count=1 ./generator/analysis/lint -run Made -update
	go test -count=1 ./generator/traffic/formats -run Docs -update
	go test -count=1 ./generator/analysis/routes -run Docs -update
	go test -count=1 ./generator -run SchemaLists -update
	go test -count=1 ./generator/gogen -update # first: the command imports templates/support, which table.gen.go completes
	go generate ./...
	go test -count=1 ./generator ./generator/document ./generator/overlay ./generator/draft ./cmd/permroute -update

lint: ## check format and vet, in all modules
	@files=$$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 gofmt -l); test -z "$$files" || { echo "not formatted: $$files"; exit 1; }
	go vet ./...
	cd interop && go vet ./...
	cd interop/extauthz && go vet ./...
	cd bench && go vet ./...

check: lint ## all that must hold before a commit: lint, tests, and that generating changes nothing
	go test -timeout 30m ./...
	@before=$$($(CONTENT)); go generate ./... || exit 1; \
	test "$$before" = "$$($(CONTENT))" || { echo "go generate ./... has changed files:"; git status --short; exit 1; }
	@test -z "$$CI" || test -z "$$(git status --porcelain)" || { git status --short; echo "the checkout is not clean"; exit 1; }

fuzz: ## run each fuzz test for FUZZTIME (30s)
	.ci/fuzz ./generator/tree FuzzMatch $(FUZZTIME)
	.ci/fuzz ./generated/bss FuzzMatch $(FUZZTIME)
	.ci/fuzz ./templates/support FuzzTarget $(FUZZTIME)
	.ci/fuzz ./templates/support FuzzIndex $(FUZZTIME)
	.ci/fuzz ./templates/support FuzzCanonical $(FUZZTIME)
	.ci/fuzz ./templates/support FuzzPolicies $(FUZZTIME)
	.ci/fuzz ./templates/handlers FuzzRead $(FUZZTIME)
	.ci/fuzz ./generator/syntax FuzzParse $(FUZZTIME)
	.ci/fuzz ./generator/document FuzzRead $(FUZZTIME)
	.ci/fuzz ./generator/document/notation FuzzRequirement $(FUZZTIME)
	.ci/fuzz ./generator/traffic/formats FuzzLines $(FUZZTIME)
	.ci/fuzz ./generator/traffic FuzzReaders $(FUZZTIME)
	.ci/fuzz ./generator FuzzImport $(FUZZTIME)
	.ci/fuzz ./generator/model FuzzResolve $(FUZZTIME)
	cd interop && ../.ci/fuzz ./openapi FuzzImported $(FUZZTIME)

DIST = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

dist: ## build the command for each system into dist, with its checksum in dist/SHA256SUMS
	rm -rf dist && mkdir dist
	@for target in $(DIST); do \
		os=$${target%/*}; suffix=; test $$os != windows || suffix=.exe; file=dist/permroute-$$os-$${target#*/}$$suffix; \
		echo $$file; CGO_ENABLED=0 GOOS=$$os GOARCH=$${target#*/} go build -trimpath -ldflags='-s -w' -o $$file ./cmd/permroute || exit 1; \
	done
	cd dist && sha256sum permroute-* > SHA256SUMS

bench: bench/node/node_modules ## measure the matcher beside its peers; writes bench/RESULTS.md and bench/results.svg; CONTEST=-sets=bss,static for less
	cd bench && go run ./cmd/prepare && go build -o .cache/contest ./_generated/contest
	cd bench && .cache/contest $(CONTEST) && go run ./cmd/report

scale: bench/node/node_modules ## measure generating and compiling large tables; on Linux, and before bench to be in its report
	cd bench && go run ./scale

corpus-test: bench/node/node_modules ## check the compiled matchers on all route sets, each API by itself too
	cd bench && PERMROUTE_LARGE=1 go test -run TestOwnRequestsAreListed ./corpus
	cd bench && go run ./cmd/prepare -check -apis -out _checked && go run ./_checked/check -mutations 100 -whole 100

bench/node/node_modules: bench/node/package-lock.json
	npm ci --prefix bench/node --ignore-scripts --no-audit --no-fund
	@touch $@
