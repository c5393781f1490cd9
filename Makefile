# Everything a newcomer needs: `make demo` and `make test`. Needs python3 >= 3.11 and make, nothing else.
PYTHON ?= python3
ARGS ?=
ROOM ?=
DUMP ?=

# uv is the machine's own, else the one that the set-up brought into .venv.
UV = $(shell command -v uv || echo .venv/bin/uv)
BIN = .venv/bin
TEST = scripts/run-tests.sh
READY = .venv/.synced
# Where a run of the tests writes down the facts that it emits, if COMMKIT_EMITTED names it.
EMITTED = $(CURDIR)/build/emitted

# SQLite waits for the disk at each of the many commits of the tests, so their files are in memory where there is enough.
SPACE = $(shell df --output=avail /dev/shm 2>/dev/null | tail -1)
export PYTEST_DEBUG_TEMPROOT ?= $(shell [ -w /dev/shm ] && [ "$(SPACE)" -gt 8000000 ] && echo /dev/shm)

# The tests start hundreds of Pythons, each of which would compile all modules again where nothing is kept.
export PYTHONDONTWRITEBYTECODE =

# pyright and its node come as wheels; asking another registry for news of a later version is left out.
export PYRIGHT_PYTHON_IGNORE_WARNINGS = 1

.DEFAULT_GOAL := help
.PHONY: help setup demo example-fastapi example-flask example-django test test-slow test-all browser facts test-lowest \
	test-sqlalchemy-next faults coverage mutants lint types layers docs schemas wheel bench bench-quick ci constraints clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-21s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything in it (PYTHON=/path/to/python for another Python)
	@echo "ready: .venv/bin/commkit, make demo, make test"

$(READY): pyproject.toml $(wildcard plugins/*/pyproject.toml) constraints.txt scripts/setup.sh
	@PYTHON="$(PYTHON)" scripts/setup.sh

demo: $(READY) ## a living community of each type (DUMP=path/to/stackexchange-folder for a real one)
	@$(BIN)/commkit demo $(if $(DUMP),--dump "$(DUMP)")
	@$(if $(DUMP),,$(BIN)/commkit demo --type developer --members 60 --days 30)
	@$(if $(DUMP),,$(BIN)/commkit demo --type internal --members 24 --days 14)
	@$(if $(DUMP),,$(BIN)/commkit demo --type media --members 24 --days 14)
	@$(if $(DUMP),,$(BIN)/commkit demo --type topical --members 24 --days 14)
	@$(if $(DUMP),,$(BIN)/commkit demo --type gaming --members 24 --days 14)

example-fastapi: $(READY) ## a plant shop in FastAPI with a community in it (PORT=8001, Ctrl-C ends it)
	@$(BIN)/python examples/shared/run.py examples/fastapi $(or $(PORT),8001)

example-flask: $(READY) ## a coffee roastery in Flask with one (PORT=8002)
	@$(BIN)/python examples/shared/run.py examples/flask $(or $(PORT),8002)

example-django: $(READY) ## a bicycle workshop in Django with one (PORT=8003)
	@$(BIN)/python examples/shared/run.py examples/django $(or $(PORT),8003)

test: $(READY) ## the tests, without the slow ones (ARGS="-k word" for some)
	@$(TEST) -m "not slow and not faults" $(ARGS)

test-slow: $(READY) ## the slow tests, and a tenth of the faults
	@$(TEST) -m "slow or faults" $(ARGS)

test-all: $(READY) ## every test, a tenth of the faults; fails where no test emits a declared fact
	@rm -rf $(EMITTED) && mkdir -p $(EMITTED)
	@COMMKIT_EMITTED=$(EMITTED) $(TEST) $(ARGS)
	@$(MAKE) --no-print-directory facts

browser: $(READY) ## let the tests drive a browser, too; it takes the Chromium or Chrome of this machine
	@$(UV) pip install --quiet --python $(BIN)/python --constraints constraints.txt --group browser

facts: $(READY) ## fail where no test of a run that wrote into build/emitted emitted a declared fact
	@$(BIN)/python -m tests.meta.check_emitted $(EMITTED)

test-lowest: $(READY) ## the quick tests with the lowest versions that pyproject.toml allows
	@scripts/test-versions.sh lowest $(ARGS)

test-sqlalchemy-next: $(READY) ## the quick tests with the newest SQLAlchemy, pre-releases too
	@scripts/test-versions.sh sqlalchemy-next $(ARGS)

# Thousands of calls on event loops hang a worker whose greenlets are traced; other tests cover the same lines.
coverage: $(READY) ## the tests with their branch coverage, told by room; fails where too little is covered
	@mkdir -p build && rm -f .coverage
	@$(TEST) -m "not slow and not faults" --ignore=tests/adapters/shells/test_parity.py \
		--cov --cov-append --cov-report=json:build/coverage.json $(ARGS)
	@$(BIN)/python scripts/coverage_by_room.py build/coverage.json

mutants: $(READY) ## change the code of rooms here and there, and see that tests notice (ROOM=rates ARGS="--sample 60"; resumable)
	@$(UV) pip install --quiet --python $(BIN)/python --constraints constraints.txt --group mutants
	@$(BIN)/python -m scripts.mutants $(ARGS) $(ROOM)

faults: $(READY) ## every kill and crash, of which `make test-all` runs a tenth (about half an hour)
	@COMMKIT_FAULTS=all $(BIN)/python -m pytest -m faults $(ARGS)

lint: $(READY) ## style and common faults
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## mypy and pyright
	@$(BIN)/mypy
	@$(BIN)/pyright

layers: $(READY) ## imports run one way
	@$(BIN)/lint-imports --no-logo

docs: $(READY) ## the documentation, into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet --clean

schemas: $(READY) ## write down what others build on; fails where a change breaks them without a new major version
	@$(BIN)/python -m scripts.write_schemas

wheel: $(READY) ## build the wheels, install them in an empty environment, try them there
	@scripts/try-wheels.sh

bench: $(READY) ## measure the budgets
	@$(BIN)/python -m benchmarks

bench-quick: $(READY) ## the same in under a minute
	@$(BIN)/python -m benchmarks --quick

ci: ## what continuous integration runs
	@.ci/run

constraints: $(READY) ## take the newest versions into constraints.txt
	@scripts/constraints.sh

clean: ## remove what was built; .venv stays
	@rm -rf build dist site .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
