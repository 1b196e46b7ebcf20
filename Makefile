# What developers type. Everything that is missing on a fresh machine is prepared on the way.
PYTHON ?= python3
PORT ?= 8000
export PORT FRESH QUICK SEED
ARGS ?=
# The whole suite is shared out to the cores; a part of it is done before a second worker has begun.
WHOLE = --numprocesses=auto --maxprocesses=4 --dist=worksteal
# Compiled code is kept, also where a container switches that off: else every start compiles it all.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test check lint types format bench prove .program .tools

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

run: .program ## Serve the demo on localhost; PORT=8001 elsewhere, FRESH=1 starts over
	@.venv/bin/python -m dev.run

test: .tools ## Test everything, real browser included; ARGS="-k word" for some of it
	@.venv/bin/python -m dev.browser
	@.venv/bin/python -m pytest $(or $(ARGS),$(WHOLE))

check: lint types test ## All that must hold before a change lands
	@QUICK=1 .venv/bin/python -m tests.proofs

lint: .tools ## Check the style, the format and who imports whom
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo

types: .tools ## Check the types
	@ALONGSIDE_TESTING=1 .venv/bin/mypy

format: .tools ## Format the code
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: .tools ## Measure the speed against its limits; QUICK=1 on a small world
	@.venv/bin/python -m bench

prove: .tools ## Prove in figures what is promised about a record; QUICK=1 for a part
	@.venv/bin/python -m tests.proofs

# The program alone is there in seconds; the tools come when they are asked for.
.program:
	@$(PYTHON) dev/setup.py program

.tools:
	@$(PYTHON) dev/setup.py tools
