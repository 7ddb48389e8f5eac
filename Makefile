# The first run makes .venv and installs what constraints.txt pins; later runs find it done.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
FUZZ_SECONDS ?= 120
# One more than the two cores that are promised: a third of the time a test waits for a crawl that is polite.
WORKERS ?= 3

.PHONY: help demo test check faults accessibility bench fuzz chromium clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Crawl made-up administrations, build index and pages, search
	@$(BIN)/python -m examples.demo

# Where it is set, each of the many processes that tests start would compile everything anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(INSTALLED) chromium check ## Check style, types and imports, then run every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(INSTALLED) ## Check style, types and imports only
	$(BIN)/ruff check --no-cache
	$(BIN)/ruff format --check --no-cache
	$(BIN)/mypy --num-workers 2
	$(BIN)/lint-imports

faults: $(INSTALLED) ## Twenty nights on which hosts fail in every way (a few are in make test)
	RIUSO_FAULT_SEEDS=20 $(BIN)/python -m pytest -q tests/crawler/test_faults.py

accessibility: $(INSTALLED) chromium ## axe on every kind of page in every language, light and dark (some are in make test)
	RIUSO_EVERY_PAGE=1 $(BIN)/python -m pytest -q tests/browser/test_accessibility.py

bench: $(INSTALLED) ## Measure, against yardsticks taken in the same run
	@$(BIN)/python -m benchmarks

fuzz: $(INSTALLED) ## Fuzz validation and upgrade, for FUZZ_SECONDS (120)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group fuzz
	@$(BIN)/python -m tests.fuzzing --seconds $(FUZZ_SECONDS)

chromium:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing Chromium for the browser tests"; \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
			|| echo "Chromium could not be installed: the browser tests will be skipped"; \
	else \
		echo "Chromium is missing: the browser tests will be skipped (on Debian: apt install chromium)"; \
	fi

clean: ## Remove what the demo, the tests and the benchmarks wrote
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "riuso needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
			"Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments (on Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "setting up .venv (once; about a minute)"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		--editable . --group dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-deps \
		--group published
	@touch $@
