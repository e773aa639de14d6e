# The verbs of the house. `make` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
AMPARO := .venv/bin/amparo
PORT ?= 8000
SIZES ?= 30000,300000

.PHONY: help setup setup-dev run demo test check fmt docs messages lock bench bench-search clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

setup: ## make the environment in .venv, from pinned and hashed requirements
	@scripts/setup run

setup-dev:
	@scripts/setup dev

run: setup ## open the working site on this machine (PORT to change 8000)
	@$(AMPARO) init
	@exec $(AMPARO) serve --port $(PORT)

demo: setup ## open a demonstration with States that do not exist, in var/demo
	@AMPARO_HOME=var/demo $(AMPARO) demo
	@AMPARO_HOME=var/demo exec $(AMPARO) serve --port $(PORT)

test: setup-dev ## set up everything the tests need and run every test
	@scripts/test

check: setup-dev ## format, lint, types, imports, migrations, generated documents
	@scripts/check

fmt: setup-dev ## format the code and mend what the linter can
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

docs: setup-dev ## write the generated part of docs/reference again
	@$(PYTHON) manage.py docs

messages: setup-dev ## gather the words on screen for translation
	@$(PYTHON) scripts/messages.py

lock: setup-dev ## choose and pin the newest allowed version of every requirement
	@scripts/lock --upgrade

bench: setup-dev ## measure what the design promises of speed
	@set -e; for file in bench/[a-z]*.py; do $(PYTHON) -m "bench.$$(basename "$$file" .py)"; done

bench-search: setup-dev ## measure the search beside Datasette, PostgreSQL and bare tantivy (SIZES)
	@$(PYTHON) -m bench.search --sizes $(SIZES)

clean: ## remove the environment and every cache; the data in var/ stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis src/*.egg-info
	@find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
