# Run `make` for the list. Needs only python3 (3.11 or newer, with venv), make and git.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# At least two workers: with one the whole suite would share one process's import state.
WORKERS ?= $(shell $(PYTHON) -c "import os; print(max(2, len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count() or 2))")
PART ?=

export PYTHONUTF8 := 1
# uv has settings of its own for what pip is told: the same index and the same local packages.
export UV_DEFAULT_INDEX ?= $(or $(UV_INDEX_URL),$(PIP_INDEX_URL))
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
ifeq ($(strip $(UV_DEFAULT_INDEX)),)
unexport UV_DEFAULT_INDEX
endif
ifeq ($(strip $(UV_FIND_LINKS)),)
unexport UV_FIND_LINKS
endif
# Great Expectations takes 6 s to import without bytecode; compiling once is cheaper.
export UV_COMPILE_BYTECODE := 1
export UV_NO_PROGRESS := 1

.PHONY: help env dev demo test check fix docs pictures verify bench clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 10

env: $(VENV)/run.stamp  ## the run-time environment in .venv, with the command casusregister

dev: $(VENV)/dev.stamp  ## the same environment with the tools for tests and checks

demo: $(VENV)/run.stamp  ## a fictive installation in var/demo, web application and worker on 127.0.0.1:$PORT
	@exec $(BIN)/python -m tests.support.demo --port $(PORT)

test: $(VENV)/dev.stamp  ## the whole suite (installs what it may of PostgreSQL, Chromium, Pango, poppler)
	@$(BIN)/python -m tests.support.needs --install
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: $(VENV)/dev.stamp  ## format, lint, types, import contracts, migrations in step, generated docs current
	@$(BIN)/python -m tests.support.check

fix: $(VENV)/dev.stamp  ## format and repair what ruff can
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

docs: $(VENV)/dev.stamp  ## write the generated pages in docs/reference
	@$(BIN)/python -m tests.support.generated_docs --write

pictures: $(VENV)/dev.stamp  ## take the pictures of the docs anew, from the browser tests
	@CASUSREGISTER_PICTURES=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile tests/functional $(ARGS)

verify: $(VENV)/dev.stamp  ## the slow simulations; PART=name runs one
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m verify $(if $(PART),-k $(PART)) $(ARGS)

bench: $(VENV)/dev.stamp  ## timings of what has a limit
	@$(BIN)/python -m pytest -m bench -s $(if $(PART),-k $(PART)) $(ARGS)

clean:  ## remove the environment and caches, never var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

# --- the environment -------------------------------------------------------------------------
# A stamp is younger than what it was made from; calling again costs nothing.

$(VENV)/made.stamp: requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.12 …"; exit 1; }
	@[[ -x $(BIN)/python ]] || $(PYTHON) -m venv $(VENV) \
	  || { echo "Making $(VENV) failed. On Debian or Ubuntu: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock \
	  || echo "uv is not available here; pip installs instead (slower)."
	@touch $@

# $(1): the lock file. An environment holds one of the two sets; the second contains the first.
define install
	@echo "Installing $(1) …"
	@[[ -x $(BIN)/uv ]] \
	  && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/python tests/support/checkout.py
endef

$(VENV)/run.stamp: $(VENV)/made.stamp requirements.lock pyproject.toml tests/support/checkout.py
	$(call install,requirements.lock)
	@touch $@

$(VENV)/dev.stamp: $(VENV)/made.stamp requirements.lock requirements-dev.lock pyproject.toml tests/support/checkout.py
	$(call install,requirements-dev.lock)
	@touch $(VENV)/run.stamp $@
