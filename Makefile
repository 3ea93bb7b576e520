# Everything a newcomer types. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
STAMPS := .venv/stamps
HOST ?= 127.0.0.1
PORT ?= 8765
DEMO := build/demo
DEMO_STORE := sqlite:///$(CURDIR)/$(DEMO)/warmonitor.db
SAMPLES := src/warmonitor/samples/reports
EVALUATION ?= ../shared/evaluation
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# What is built at installation comes from these; the program's own Python is found in src/ as it is.
BUILT_FROM := pyproject.toml hatch_build.py $(wildcard src/warmonitor/knowledge/gazetteer/*.py \
	src/warmonitor/knowledge/countries.py src/warmonitor/knowledge/tables.py \
	$(addprefix src/warmonitor/knowledge/data/,gazetteer_*.tsv countries.tsv place_heads.tsv place_radius.yaml place_spelling.tsv)) \
	$(shell find web -type f -not -path '*/node_modules/*' -not -path '*/__pycache__/*' 2>/dev/null)
PROGRAM := $(shell find src -name '*.py' -o -path '*/data/*.tsv' -o -path '*/data/*.yaml' 2>/dev/null)

.PHONY: help setup setup-dev demo test check format evaluate benchmark lock build clean distclean

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

setup: $(STAMPS)/compiled ## Build the environment in .venv and install the program there
setup-dev: $(STAMPS)/dev $(STAMPS)/compiled

$(STAMPS)/runtime: requirements.lock scripts/venv.sh
	@echo "Building the environment in .venv (a few minutes the first time)"
	@bash scripts/venv.sh
	@mkdir -p $(STAMPS)
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/runtime
	@echo "Installing what the tests need"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/package: $(STAMPS)/runtime $(BUILT_FROM)
	@echo "Installing warmonitor (compiles its gazetteer and its pages)"
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

# So that the first run of a checkout starts as soon as any; Python compares times, and compiles what was edited since.
$(STAMPS)/compiled: $(STAMPS)/package $(PROGRAM)
	@$(BIN)/python -m compileall -q src/warmonitor
	@touch $@

$(DEMO)/coded: $(STAMPS)/package $(PROGRAM) $(wildcard $(SAMPLES)/*)
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@echo "Coding the sample reports"
	@$(BIN)/warmonitor add --store $(DEMO_STORE) $(SAMPLES)
	@touch $@

demo: $(DEMO)/coded ## Code the sample reports and open the desk on http://127.0.0.1:8765 (PORT=… for another)
	@$(BIN)/warmonitor serve --store $(DEMO_STORE) --host $(HOST) --port $(PORT)

test: setup-dev ## Set up and run all tests
	@bash scripts/chromium.sh
	@bash scripts/postgres.sh $(BIN)/python -m pytest $(TESTS)

check: setup-dev ## Format, lint, strict types, then all tests (layers among them)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

format: setup-dev ## Write every file in the house's format
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

evaluate: setup ## Score the program on the development sets, write docs/accuracy.md, hold the floors
	@$(BIN)/python -m benchmark.accuracy --evaluation $(EVALUATION) $(OPTIONS)

benchmark: setup ## Speed and memory beside bare spaCy
	@$(BIN)/python benchmark/throughput.py --evaluation $(EVALUATION) $(OPTIONS)

lock: setup ## Pin the dependencies again (UPGRADE=1 for newer versions)
	@bash scripts/lock.sh

build: setup-dev ## Make the wheel in dist/
	@$(BIN)/python -m hatchling build -t wheel

clean: ## Remove what was built, not the environment
	rm -rf build dist evaluation-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf src/warmonitor/desk/static src/warmonitor/knowledge/data/gazetteer.db $(STAMPS)/package

distclean: clean ## Remove the environment too
	rm -rf .venv web/node_modules
