# The verbs of Roadmap Mentor. `make help` lists them.
#
# Everything runs in .venv, which is made when first needed and renewed when pyproject.toml or requirements.lock
# change. What is said about that goes to standard error, and nothing here reads standard input but the verb itself:
# `make -s chat < questions.txt > answers.txt` works from the first time on.

PYTHON ?= python3.11 python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INDEX := data/index/current
comma := ,
WANTED := pyproject.toml requirements.lock $(BIN)/python

# $(call install,extras): quiet, unless somebody is watching the terminal.
install = $(BIN)/python -m pip install --disable-pip-version-check $$([ -t 2 ] || echo --quiet) \
	-c requirements.lock -e '.[$(1)]' </dev/null >&2

.DEFAULT_GOAL := help
.PHONY: chat bot test lint check reindex evaluate benchmark clean help

chat: $(VENV)/.export | $(INDEX)  ## talk with the mentor in the terminal
	@$(BIN)/python -m scripts.chat $(ARGS)

bot: $(VENV)/.export | $(INDEX)  ## run the Discord bot; MENTOR_DISCORD_TOKEN is set, or stands in .env
	@$(BIN)/python -m bot

test: $(VENV)/.test  ## run all tests, in two processes; some of them in one: make test ARGS=tests/index
	@$(BIN)/python -m pytest $(or $(ARGS),-n 2 --dist worksteal)

lint: $(VENV)/.test  ## check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy knowledge index bot scripts

check: $(VENV)/.export  ## say what is wrong in knowledge/content, and build nothing
	@$(BIN)/python -m scripts.reindex --check $(ARGS)

reindex: $(VENV)/.export  ## take changed content into the index
	@$(BIN)/python -m scripts.reindex $(ARGS)

evaluate: $(VENV)/.export | $(INDEX)  ## measure how often the right passage is found
	@$(BIN)/python -m scripts.evaluate $(ARGS)

benchmark: $(VENV)/.export | $(INDEX)  ## measure speed and memory
	@$(BIN)/python -m scripts.benchmark $(ARGS)

clean:  ## remove .venv and caches; data/ stays, because people's progress is in it
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## list these verbs
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile
	@printf '\nMore options: make evaluate ARGS="--questions FILE". Another Python: make chat PYTHON=/path/to/python3.12\n'

# Built only if there is none: `make reindex` renews it.
$(INDEX): | $(VENV)/.export
	@echo 'Building the index, once ...' >&2
	@$(BIN)/python -m scripts.reindex </dev/null >&2

$(VENV)/.export: $(WANTED)
	@echo 'Installing what the mentor needs into $(VENV); the first time takes a few minutes ...' >&2
	@$(call install,export)
	@touch $@

$(VENV)/.test: $(WANTED)
	@echo 'Installing what the mentor and its tests need into $(VENV); the first time takes a few minutes ...' >&2
	@$(call install,export$(comma)test)
	@touch $(VENV)/.export $@

# A candidate is run, not only looked for: a pyenv shim exists for Pythons that are not there.
$(BIN)/python:
	@missing=; for python in $(PYTHON); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null >/dev/null 2>&1 || continue; \
		"$$python" -c 'import ensurepip, venv' </dev/null >/dev/null 2>&1 || { missing=$$python; continue; }; \
		"$$python" -m venv --clear $(VENV) </dev/null >&2 && exit 0; \
		rm -rf $(VENV); exit 1; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "$$missing cannot make environments: install its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; \
	else \
		echo 'Python 3.11 or newer is needed and none of "$(PYTHON)" is: install it, or name yours: make chat PYTHON=/path/to/python3.11' >&2; \
	fi; exit 1
