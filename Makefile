# Guichet's commands. Each step is skipped when nothing that it depends on has changed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test check train build lock clean
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

STEP := deploy/step.sh
PY := .venv/bin/python
GUICHET := .venv/bin/guichet
OPERATORS := allstream alsatis calltower ooma primus
ENCODER_CODE := $(patsubst %,knowledge/encoder/%.py,bundled build quantise serving training_data vocabulary) knowledge/index/units.py
export RASA_TELEMETRY_ENABLED := false
export HF_HUB_OFFLINE := 1
export PYTHONWARNINGS := ignore
find = $(shell find $(1) -type f -name '$(2)' 2>/dev/null)

help:  ## Show this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: build var/demo-accounts  ## Build what is missing, start the assistant and print its addresses
	@GUICHET_DEMO=1 $(GUICHET) up

test: build  ## Run all checks and tests
	@$(MAKE) check
	@deploy/node.sh npm --prefix frontend --silent test
	@$(PY) -m pytest

check: .venv/ready frontend/node_modules/ready  ## ruff, format, mypy and the widget's types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@deploy/node.sh npm --prefix frontend --silent run types

train: build  ## Build everything that is served: encoder, index, Rasa model
build: .venv/ready .venv-rasa/ready var/encoder/encoder.json var/language.json var/places.json var/index/CURRENT models/guichet.tar.gz var/widget/widget.js

.venv/ready: requirements/main.txt pyproject.toml deploy/install.sh
	@$(STEP) "Installing the main environment (Python 3.11)" install-main deploy/install.sh main
	@touch $@

.venv-rasa/ready: requirements/rasa.txt deploy/install.sh
	@$(STEP) "Installing Rasa's environment (Python 3.10)" install-rasa deploy/install.sh rasa
	@touch $@

var/encoder/encoder.json: .venv/ready $(call find,knowledge/encoder/adapter,*) $(ENCODER_CODE) $(call find,knowledge/training,*.yml)
	@$(STEP) "Building the encoder" encoder $(GUICHET) encoder build
	@touch $@

var/language.json: .venv/ready knowledge/language.py knowledge/language_training.py knowledge/replies.py knowledge/folding.py knowledge/encoder/training_data.py $(call find,data/nlu,*.yml) $(call find,knowledge/training,*.yml) $(call find,knowledge/documents,*.md)
	@$(STEP) "Training the language identifier" language $(PY) -m knowledge.language_training
	@touch $@

var/places.json: .venv/ready actions/readers/places_build.py
	@$(STEP) "Writing the names of places" places $(PY) -m actions.readers.places_build
	@touch $@

var/index/CURRENT: var/encoder/encoder.json $(call find,knowledge/documents,*) $(call find,knowledge/ingestion,*.py) $(call find,knowledge/index,*.py)
	@for operator in $(OPERATORS); do \
	  $(STEP) "Indexing the documents of $$operator" "index-$$operator" $(GUICHET) ingest knowledge/documents/$$operator --operator $$operator --replace || exit 1; \
	done
	@touch $@

models/guichet.tar.gz: .venv-rasa/ready var/encoder/encoder.json var/language.json config.yml $(call find,domain,*.yml) $(call find,data,*.yml) $(call find,bot/nlu,*.py) knowledge/language.py knowledge/encoder/serving.py knowledge/encoder/text.py
	@$(STEP) "Training the Rasa model" train $(GUICHET) train
	@touch $@

frontend/node_modules/ready: frontend/package-lock.json deploy/node.sh
	@$(STEP) "Installing the widget's tools" install-widget deploy/node.sh npm --prefix frontend ci
	@touch $@

var/widget/widget.js: frontend/node_modules/ready frontend/vite.config.ts $(call find,frontend/src,*.ts)
	@$(STEP) "Building the widget" widget deploy/node.sh npm --prefix frontend run build
	@touch $@

var/demo-accounts: demo/accounts.yml
	@$(STEP) "Importing the demo accounts" demo-accounts $(GUICHET) accounts import demo/accounts.yml
	@touch $@

lock:  ## Resolve requirements/*.in again into the lock files
	@deploy/lock.sh

clean:  ## Remove everything that was built, the environments too
	rm -rf .venv .venv-rasa var models .rasa
