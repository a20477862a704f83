# Each target is one line of a real tool. VENV and PYTHON can be set: make test PYTHON=python3.12 VENV=/tmp/venv
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1

.PHONY: help demo test test-kafka faults faults-short fuzz docs check format bench lock asyncapi clean audit

help: ## what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: $(VENV)/.demo ## run the whole service on the sample articles, or on ARTICLES=path
	$(BIN)/streamproc demo $(ARTICLES)

test: $(VENV)/.dev ## the whole suite that needs only PyPI, the embedded broker included
	$(BIN)/python -m pytest -m "not kafka and not faults" $(PYTEST)

test-kafka: $(VENV)/.dev ## the broker tests on a real Apache Kafka (Java 17 and Maven)
	$(BIN)/python -m pytest -m "kafka and not faults" $(PYTEST)

faults: $(VENV)/.dev ## kill, freeze and cut everything many times on Apache Kafka; print what was lost (nothing) (an hour)
	$(BIN)/python -m tests.faults $(FAULTS)
	$(BIN)/python -m pytest -m faults tests/faults $(PYTEST)

faults-short: $(VENV)/.dev ## the same a few times (a few minutes)
	$(BIN)/python -m tests.faults --short $(FAULTS)

fuzz: $(VENV)/.dev ## 100,000 hostile messages and articles, and whether any pattern or component takes too long (half an hour)
	FUZZ_EXAMPLES=25000 $(BIN)/python -m pytest tests/fuzz $(PYTEST)
	$(BIN)/python -m tests.fuzz.scaling

audit: ## look the locked dependencies up in the advisory data base (needs PyPI's JSON interface)
	$(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/python -m pip install --quiet pip-audit
	$(VENV)-audit/bin/pip-audit --strict --disable-pip --no-deps -r requirements/runtime.txt

check: $(VENV)/.dev ## format, lint, types, layers: what CI checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## let ruff format and fix
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: $(VENV)/.dev ## compile requirements/*.txt from pyproject.toml, with hashes
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements/runtime.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --extra demo --extra small -c requirements/runtime.txt -o requirements/demo.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --all-extras -c requirements/demo.txt -o requirements/dev.txt
	echo "hatchling editables" | tr ' ' '\n' | $(BIN)/uv pip compile $(LOCK) -c requirements/dev.txt - -o requirements/build.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

bench: $(VENV)/.dev ## measure engine, stock spaCy, Kafka to Kafka and peers side by side (a quarter of an hour; BENCH=--quick: four minutes)
	$(BIN)/python -m tests.benchmarks $(BENCH)

asyncapi: ## check schemas/asyncapi.yaml with the official parser and render it to build/asyncapi (Node 20)
	cd docs/asyncapi && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock && npm run -s check && npm run -s render

docs: $(VENV)/.dev ## write what the docs say of the code
	$(BIN)/python scripts/update_docs.py

clean: ## remove what make made
	rm -rf $(VENV) $(VENV)-audit build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "streamproc needs Python 3.11 or later; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: requirements/demo.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt -r requirements/demo.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.demo
