# reseed's chores. `make` lists them.

CARGO ?= cargo
RESEED := target/debug/reseed

# Clippy checks our own crate in the one build: `cargo clippy` would check all dependencies besides.
LINTED := RUSTC_WORKSPACE_WRAPPER=$(CURDIR)/scripts/linted.sh
# Each test binary runs with it, so that the slowest tests are known.
TIMED := --config 'target."cfg(unix)".runner="scripts/timed.sh"'

.DEFAULT_GOAL := help
.PHONY: help setup servers clients build test demo demo-postgres generated bench install wheel npm

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

# Servers and clients are installed while the compiler works: that is mostly waiting.
test: setup ## Everything: format, lints, tests
	$(CARGO) fmt --check
	@mkdir -p target && rm -rf target/test-times
	@(scripts/postgres.sh install && scripts/clients.sh install && scripts/packages.sh install) >target/install.log 2>&1 & installing=$$!; \
	echo '$(CARGO) test --locked --all-targets --no-run'; \
	$(LINTED) $(CARGO) test --locked --all-targets --no-run; code=$$?; \
	wait $$installing || { cat target/install.log; echo 'error: servers, clients or packaging tools could not be installed' >&2; code=1; }; \
	exit $$code
	$(LINTED) $(CARGO) test --locked $(TIMED); code=$$?; scripts/timed.sh slowest 15; exit $$code

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

wheel: setup ## Build a wheel for Python with the optimised command (target/wheels)
	@scripts/packages.sh install
	@scripts/packages.sh wheel

npm: setup ## Build a tarball for npm with the optimised command (target/npm)
	@scripts/packages.sh install
	@scripts/packages.sh npm
