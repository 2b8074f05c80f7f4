# What people run: `make demo` and `make test` on a fresh clone; the others for those who work on graphbuild.
# Python 3.11 or newer is all that is assumed; everything is installed into .venv.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test model quality docs clean

# The memo, from text to graph.
demo: $(VENV)/.installed
	@$(BIN)/graphbuild build data/memo.txt -o out/memo

# Everything that CI runs.
test: $(VENV)/.installed-for-tests
	@$(BIN)/python -m pytest

# The French language pipeline, trained anew from its corpora (see training/README.md).
model: $(VENV)/.installed-for-tests
	@$(MAKE) -C training PYTHON=$(abspath $(BIN)/python)

# docs/quality.md and docs/memo.md: scores, tables of relations, reliability of confidences, causes of errors.
quality: $(VENV)/.installed-for-tests
	@$(BIN)/python benchmarks/quality.py
	@$(BIN)/python benchmarks/memo.py

# docs/cli.md from the help of the commands; the other pages that are made from data.
docs: $(VENV)/.installed-for-tests
	@$(BIN)/python docs/make_cli.py
	@$(BIN)/python docs/ontology/make.py

clean:
	rm -rf $(VENV) out build dist *.egg-info

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "graphbuild needs Python 3.11 or newer; found: $$(python3 --version 2>&1 || echo none)."; \
		echo "Install one (https://www.python.org/downloads/) or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; \
		exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "graphbuild needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: setup.cfg | $(VENV)/bin/python
	@echo "installing graphbuild into $(VENV) (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-for-tests: setup.cfg | $(VENV)/bin/python
	@echo "installing graphbuild and what its tests need into $(VENV) (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed
