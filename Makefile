# reseed's chores. `make` lists them.

CARGO ?= cargo
RESEED := target/debug/reseed

# Each test binary runs with it, so that the slowest tests are known.
TIMED := --config 'target."cfg(unix)".runner="scripts/timed.sh"'

.DEFAULT_GOAL := help
.PHONY: help setup servers clients build test demo demo-postgres generated bench install

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

setup: ## Check that this machine has what a build needs
	@scripts/setup.sh

servers: ## Install the PostgreSQL servers that tests and demo-postgres run on
	@scripts/postgres.sh install

clients: ## Install the drivers and ORMs that tests/clients uses
	@scripts/clients.sh install

build: setup ## Build the command line (target/debug/reseed)
	$(CARGO) build --locked

test: setup servers clients ## Everything: format, lints, tests
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	@rm -rf target/test-times
	$(CARGO) test --locked $(TIMED); code=$$?; scripts/timed.sh slowest 15; exit $$code

demo: build ## Two tenants, a damaged one, a reset with proof
	@scripts/demo.sh $(RESEED)

demo-postgres: build servers ## The same on a throwaway PostgreSQL
	@scripts/demo.sh $(RESEED) postgres 15

generated: build ## Regenerate the generated files (schemas, reference page)
	$(RESEED) kinds --markdown > generators/REFERENCE.md
	$(RESEED) schema > schemas/reseed.schema.json
	$(RESEED) schema --tenant > schemas/tenant.schema.json

bench: setup ## CPU seconds per million rows, to every format (benches/README.md)
	$(CARGO) build --locked --release
	@benches/run.sh

install: setup ## Install the optimised command
	$(CARGO) install --locked --path .
