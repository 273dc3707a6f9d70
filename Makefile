# Every task of the project. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help run install install-dev demo test test-next check check-types check-the-rest bench lock browser format

help: ## List the tasks
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "Cascade needs Python 3.11 or newer: no $(PYTHON) was found. Install it, or name it: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cascade needs Python 3.11 or newer: $(PYTHON) is $$($(PYTHON) -V 2>&1). Name a newer one: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Cascade needs Python's venv module. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making a Python environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/pyvenv.cfg requirements/base.txt
	@echo "Installing what Cascade runs on (once; takes a minute or two) ..."
	@$(PIP_INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/dev.txt
	@echo "Installing what the tests and checks add ..."
	@$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@

install: $(VENV)/.installed ## Make the environment
install-dev: $(VENV)/.installed-dev ## ... with the tests' and checks' tools

run: $(VENV)/.installed ## From a fresh clone to a served site with demo content (PORT=8000)
	@PORT=$(PORT) $(MANAGE) serve_demo

demo: $(VENV)/.installed ## Load or refresh the demo content
	@$(MANAGE) migrate --verbosity 0 && $(MANAGE) load_demo

browser: ## Debian's chromium for the browser tests
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium for the browser tests ..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	  else echo "The browser tests need chromium. Install it (Debian: sudo apt-get install chromium) and try again."; exit 1; fi; }

test: $(VENV)/.installed-dev browser ## Every test, from a fresh clone
	@$(BIN)/python -m pytest -n auto --reruns 1 -r R $(TESTS)

test-next: browser ## ... on the Django after ours: make test-next PYTHON=python3.13
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { echo "Django 6.1 needs Python 3.12 or newer. Name one: make test-next PYTHON=python3.13"; exit 1; }
	@test -x .venv-next/bin/python || $(PYTHON) -m venv .venv-next
	@.venv-next/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@.venv-next/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'Django>=6.1,<6.2'
	@.venv-next/bin/python -m pytest -n auto -o filterwarnings=default $(TESTS)

check: check-types check-the-rest ## Lint, types, import contracts, migrations, deployment settings

check-types: $(VENV)/.installed-dev ## ... types alone
	$(BIN)/mypy

check-the-rest: $(VENV)/.installed-dev ## ... all but types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=.:site $(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=partnership.settings.test $(MANAGE) makemigrations --check --dry-run
	env $$(cat requirements/deploy_check.env) $(MANAGE) check --deploy --fail-level WARNING

bench: $(VENV)/.installed-dev ## Benchmarks: ratios within one run
	@for bench in benchmarks/bench_*.py; do echo; echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

format: $(VENV)/.installed-dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.installed-dev ## Recompile the locks from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --python-version 3.11 --no-annotate -o requirements/base.txt
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --python-version 3.11 --no-annotate --extra dev -c requirements/base.txt -o requirements/dev.txt
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --python-version 3.11 --no-annotate --extra production -c requirements/base.txt -o requirements/production.txt
