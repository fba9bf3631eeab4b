# `make demo` and `make test` need Python 3.11 or later with pip, and nothing else.
# They make the environment in .venv the first time, and say what they do.

.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help
help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

# `--without-pip` and `pip --python`: so it also works where the system's Python comes without
# ensurepip. The dependency group needs a pip of 25.1 or later, so that is fetched first.
$(READY): pyproject.toml
	@if [ -z "$(PYTHON)" ]; then echo "welcomeplan needs Python 3.11 or later"; exit 1; fi
	@echo "Making the environment in .venv (once; about half a minute) ..."
	@$(PYTHON) -m venv --clear --without-pip .venv
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev --editable .
	@touch $(READY)

.PHONY: demo
demo: $(READY) ## show what the Kansas City plan owed in the first quarter of 2018
	@echo "What the Kansas City plan owed in 2018Q1, as of 15 February 2018:"
	@echo "$$ welcomeplan due --quarter 2018Q1 --as-of 2018-02-15"
	@echo
	@$(BIN)/welcomeplan due --quarter 2018Q1 --as-of 2018-02-15

.PHONY: test
test: $(READY) ## run the tests
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest --numprocesses auto

.PHONY: lint
lint: $(READY) ## check style, and the workflows for what could be abused
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/zizmor --offline --quiet .github/workflows action.yml

.PHONY: types
types: $(READY) ## check types
	@$(BIN)/mypy

.PHONY: check
check: lint types ## before each commit: style, types, and the tests that are quick
	@$(BIN)/python -m pytest -p tests.quick --numprocesses auto

.PHONY: update
update: $(READY) ## rewrite expected outputs and generated documents; review with git diff
	@$(BIN)/python -m pytest --update tests/test_cases.py tests/test_docs.py tests/test_tab.py

.PHONY: phrases
phrases: $(READY) ## find what pages say for translators, and compile what they translated
	@$(BIN)/python -m tests.phrasebook

# Of the versions that pyproject.toml allows, the newest; of each, the hashes of all its files.
.PHONY: lock
lock: $(READY) ## pin what the action and the job for GitLab install, in requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group lock
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' | \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" --output-file requirements.lock \
		pyproject.toml -

.PHONY: bench
bench: $(READY) ## measure what commands cost beside floors and peers: half an hour or so
	@$(BIN)/python -m benchmarks

.PHONY: torture
torture: $(READY) ## the long version of the edit and fault tests
	@$(BIN)/python tests/torture.py

.PHONY: clean
clean: ## remove the environment and caches
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
