# `make demo` and `make test` need Python 3.11 or later with pip, and nothing else. They are
# `python dev.py demo` and `python dev.py test`, which work where there is no make.

.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TARGETS := help demo test lint types check update phrases lock audit bench torture fuzz mutants clean

.PHONY: $(TARGETS)
$(TARGETS):
	@if [ -z "$(PYTHON)" ]; then echo "welcomeplan needs Python 3.11 or later"; exit 1; fi
	@$(PYTHON) dev.py $@
