# `make help` lists the targets. The work is in scripts/ and in the package itself.
.DEFAULT_GOAL := help
.PHONY: help demo test gate build bench format lint clean setup
MAKEFLAGS += --no-print-directory

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: ## install what is missing, build, start a broker and simulated lines, print one address
	@scripts/setup build
	swift build -c release --product lineside
	swift build -c release --product lineside-simulate
	@exec .build/release/lineside demo

test: ## run every check and every test, as continuous integration does
	@scripts/test

gate: ## run the promises in their long form; adds to docs/gate.jsonl and goes on from there
	@scripts/gate

build: ## build everything and the tests, for debugging
	@scripts/setup build
	swift build --build-tests --explicit-target-dependency-import-check error

bench: ## run the benchmarks in full, without thresholds
	@scripts/setup test
	@scripts/bench

format: ## format the Swift sources in place
	@scripts/swift-files | xargs -0 swift format --in-place --parallel

lint: ## check form and style: formatter, shell scripts, tidy tests
	@scripts/setup test
	@scripts/lint

setup: ## install what the tests need
	@scripts/setup test

clean: ## remove everything that was built
	rm -rf .build .build-* Benchmarks/.build .venv .demo .fuzz
