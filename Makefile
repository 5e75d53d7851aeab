# One command each; `make help` lists them. Continuous integration runs the same ones.
.DEFAULT_GOAL := help
.PHONY: help setup run test fast attack faults storm check format-check lint types imports architecture migrations \
        largest hygiene format reference bench pictures cases model lock clean

ARGS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

BIN := .venv/bin
MIGRATIONS := src/leavebook/migrations

# A stamp carries the checksum of what it installed: a second run finds it and does nothing.
# Of pyproject.toml only the first part counts: how to lint needs no new installation.
checksum = $(shell { cat $(1); sed '/^\[tool.ruff/,$$d' pyproject.toml; } | cksum | cut -d ' ' -f 1)
RUN_READY := .venv/ready-to-run-$(call checksum,requirements/run.lock requirements/build.lock)
DEV_READY := .venv/ready-to-test-$(call checksum,requirements/dev.lock)

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUN_READY) ## start Leavebook with its demo companies; ARGS="--port 8001" passes through
	@exec $(BIN)/leavebook serve --demo $(ARGS)

setup: $(DEV_READY) ## install everything that running, testing and checking needs
	@tools/setup system

test: setup ## run every test, in one go; ARGS="-k carry" passes through
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

fast: $(DEV_READY) ## run the tests of the rules and of the storage only
	@$(BIN)/python -m pytest tests/domain tests/storage $(ARGS)

attack: $(DEV_READY) ## send more than twenty thousand generated calls to every described endpoint
	@ATTACKS_PER_ENDPOINT=40 $(BIN)/python -m pytest -s tests/attack $(ARGS)

faults: $(DEV_READY) ## play every fault at every call of every system outside, and count
	@$(BIN)/python -m tests.faults $(ARGS)

storm: $(DEV_READY) ## approve ten thousand requests while workers are killed; a quarter of an hour or more
	@LEAVEBOOK_TEST_APPROVALS=10000 $(BIN)/python -m pytest -s tests/faults/test_storm.py $(ARGS)

check: format-check lint types imports migrations largest hygiene architecture ## everything a machine can say without running the product

format-check: $(DEV_READY)
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check . ; exit 1; }
	@echo 'format: as agreed'

lint: $(DEV_READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m tools.lints
	@echo 'lint: nothing found'

types: $(DEV_READY)
	@$(BIN)/mypy --no-error-summary
	@echo 'types: hold'

imports: $(DEV_READY)
	@$(BIN)/lint-imports --no-logo --cache-dir .venv/import-linter

migrations: $(DEV_READY)
	@$(BIN)/python -m tools.migrations $(MIGRATIONS)

largest: $(DEV_READY)
	@$(BIN)/python -m tools.largest

hygiene: $(DEV_READY)
	@$(BIN)/python -m tools.hygiene

architecture: $(DEV_READY)
	@$(BIN)/python -m pytest -q tests/architecture

format: $(DEV_READY) ## put the code into the agreed format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

reference: $(DEV_READY) ## rewrite the reference pages that the code itself can tell
	@$(BIN)/python -m tools.reference

bench: setup ## measure the product against the database underneath it
	@$(BIN)/python -m bench.rules
	@$(BIN)/python -m bench.pages
	@$(BIN)/python -m bench $(ARGS)
	@$(BIN)/python -m bench.slow_vendors

model: setup ## run the model test in full: 200 plots of 50 steps each
	@$(BIN)/python -m pytest tests/services/books/test_model.py tests/services/books/test_model_shutdowns.py tests/services/books/test_model_contracts.py --hypothesis-profile=model $(ARGS)

pictures: setup ## take the pictures of the main screens again, into docs/images
	@$(BIN)/python -m tools.pictures

cases: $(DEV_READY) ## run scenario files against the rules: make cases DIR=path
	@$(BIN)/python -m tests.cases $(DIR)

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
       --generate-hashes --no-emit-index-url --no-header

lock: $(DEV_READY) ## pin the dependencies again; ARGS=--upgrade takes newer ones
	@$(LOCK) $(ARGS) requirements/run.in --output-file requirements/run.lock
	@$(LOCK) $(ARGS) --constraint requirements/run.lock requirements/build.in --output-file requirements/build.lock
	@$(LOCK) $(ARGS) --constraint requirements/run.lock --constraint requirements/build.lock \
	    requirements/dev.in --output-file requirements/dev.lock
	@echo 'Locked. Read the difference, then run make setup.'

clean: ## remove the virtual environment and every cache
	@rm -rf .venv .standins .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Also when the Python that it was made with has gone, or has been replaced by a newer one.
$(BIN)/python:
	@tools/setup environment

$(RUN_READY): $(BIN)/python
	@tools/setup packages $@ requirements/run.lock requirements/build.lock

$(DEV_READY): $(BIN)/python
	@tools/setup packages $@ requirements/dev.lock
