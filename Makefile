# Each target is one line of a real tool. VENV and PYTHON can be set: make test PYTHON=python3.12 VENV=/tmp/venv
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Three processes on two cores, since tests wait much: each with a model and brokers of its own, and a part of the tests in their order. PARALLEL= : one after the other.
PARALLEL ?= -n 3 --dist worksteal
export OMP_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1

.PHONY: help demo test test-kafka test-extractors faults faults-short test-connectors fuzz docs check format bench lock asyncapi clean audit sbom dist newest train-events train-entities train-name-types

help: ## what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

demo: $(VENV)/.demo ## run the whole service on the sample articles, or on ARTICLES=path; KEEP=1: until Ctrl-C
	$(BIN)/streamproc demo $(if $(KEEP),--keep-running) $(ARTICLES)

test: $(VENV)/.dev ## the whole suite that needs only PyPI, the embedded broker included
	$(BIN)/python -m pytest $(PARALLEL) -m "not kafka and not faults and not extractors and not connectors" $(PYTEST)

test-extractors: $(VENV)/.dev ## the real extractors in their newest versions, in a venv of their own
	$(BIN)/python -m pytest -m extractors tests/extractors $(PYTEST)

test-connectors: $(VENV)/.dev ## Kafka Connect, Flink, OpenSearch, table engines and Spark on our records (2 GB the first time; Java 17 and Maven)
	$(BIN)/python -m pytest -m connectors tests/connectors $(PYTEST)

test-kafka: $(VENV)/.dev ## the broker tests on a real Apache Kafka (Java 17 and Maven)
	$(BIN)/python -m pytest $(PARALLEL) -m "kafka and not faults" tests/broker $(PYTEST)

faults: $(VENV)/.dev ## kill, freeze and cut everything many times on Apache Kafka; on one node and on three; print what was lost (nothing) (two hours)
	$(BIN)/python -m tests.faults $(FAULTS)
	$(BIN)/python -m tests.faults --nodes 3 $(FAULTS)
	$(BIN)/python -m tests.faults --nodes 3 --kafka 4.4.0 $(FAULTS)
	$(BIN)/python -m tests.faults.stages
	$(BIN)/python -m tests.faults.store
	$(BIN)/python -m pytest -m faults tests/faults $(PYTEST)

faults-short: $(VENV)/.dev ## the same a few times, workers beside stages and store (a few minutes)
	mkdir -p build
	($(BIN)/python -m tests.faults.stages --short && $(BIN)/python -m tests.faults.store --short) >build/faults-of-stages.log 2>&1 & beside=$$!; \
	$(BIN)/python -m tests.faults --short $(FAULTS) && $(BIN)/python -m tests.faults --short --nodes 3 --kafka 4.4.0 $(FAULTS); workers=$$?; \
	wait $$beside; stages=$$?; cat build/faults-of-stages.log; exit $$((workers + stages))

fuzz: $(VENV)/.dev ## 100,000 hostile messages and articles, 25,000 of each shape; whether any pattern or component takes too long, and what comes out too much (an hour and a half)
	FUZZ_EXAMPLES=25000 $(BIN)/python -m pytest tests/fuzz $(PYTEST)
	$(BIN)/python -m tests.fuzz.scaling

audit: ## look all locked dependencies up in the advisory data base, extras and development too (needs PyPI's JSON interface)
	$(PYTHON) -m venv $(VENV)-audit
	$(VENV)-audit/bin/python -m pip install --quiet --require-hashes -r requirements/pip.txt
	$(VENV)-audit/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/audit.txt
	$(VENV)-audit/bin/python scripts/audit.py $(VENV)-audit/bin/pip-audit

sbom: ## write build/sbom.json (CycloneDX), the bill of materials of the locked runtime
	mkdir -p build
	$(PYTHON) -m venv $(VENV)-sbom && $(VENV)-sbom/bin/python -m pip install --quiet --require-hashes -r requirements/sbom.txt
	$(VENV)-sbom/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json requirements/runtime.txt

dist: ## build sdist and wheel into dist/
	$(PYTHON) -m venv $(VENV)-dist && $(VENV)-dist/bin/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(VENV)-dist/bin/python -m hatchling build -d dist

newest: ## the tests on the newest version of everything, without pins (a network, a quarter of an hour)
	$(PYTHON) -m venv $(VENV)-newest
	$(VENV)-newest/bin/python scripts/unpinned.py > $(VENV)-newest/requirements.txt
	$(VENV)-newest/bin/python -m pip install --quiet --upgrade -r $(VENV)-newest/requirements.txt
	$(VENV)-newest/bin/python -m pip install --quiet --no-deps -e .
	$(VENV)-newest/bin/python -m pytest -m "not kafka and not faults and not connectors" --ignore=tests/install $(PYTEST)

check: $(VENV)/.dev ## format, lint, types, layers, complexity: what CI checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/complexipy streamproc --max-complexity-allowed 25 --failed --plain

format: $(VENV)/.dev ## let ruff format and fix
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: $(VENV)/.dev ## compile requirements/*.txt from pyproject.toml, with hashes
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --extra copies -o requirements/runtime.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --extra demo --extra small --extra store -c requirements/runtime.txt -o requirements/demo.txt
	$(BIN)/uv pip compile $(LOCK) pyproject.toml --all-extras -c requirements/demo.txt -o requirements/dev.txt
	sed -i 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements/dev.txt # as others spell it: pip 23.0 takes the two for two
	printf 'hatchling\neditables\n' | $(BIN)/uv pip compile $(LOCK) -c requirements/dev.txt - -o requirements/build.txt
	echo pip | $(BIN)/uv pip compile $(LOCK) - -o requirements/pip.txt
	echo 'cyclonedx-bom>=7,<8' | $(BIN)/uv pip compile $(LOCK) - -o requirements/sbom.txt
	echo scikit-learn | $(BIN)/uv pip compile $(LOCK) -c requirements/dev.txt - -o requirements/train.txt
	echo pip-audit | $(BIN)/uv pip compile $(LOCK) - -o requirements/audit.txt
	$(BIN)/uv pip compile $(LOCK) -c requirements/dev.txt tests/connectors/requirements.in -o tests/connectors/requirements.txt
	$(BIN)/uv pip compile $(LOCK) tests/benchmarks/peers/requirements.in -o tests/benchmarks/peers/requirements.txt
	cd docs/asyncapi && npm install $(NPM) --package-lock-only
	cd clients/typescript && npm install $(NPM) --package-lock-only
# Extras stay: pip 23 asks again for a requirement whose pin lacks the extra, without a hash, and gives up.
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

bench: $(VENV)/.dev ## measure engine, stock spaCy, Kafka to Kafka and peers side by side (a quarter of an hour; BENCH=--quick: four minutes)
	$(BIN)/python -m tests.benchmarks $(BENCH)

asyncapi: ## check schemas/asyncapi.yaml with the official parser and render it to build/asyncapi (Node 20)
	cd docs/asyncapi && PUPPETEER_SKIP_DOWNLOAD=1 npm ci $(NPM) && npm run -s check && npm run -s render
# Where a package comes from is the machine's business (its registry), what it is the lock's (its hash).
NPM := --silent --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved

train-events: $(VENV)/.dev ## train the scorer of event tags on the labels in training/events; TRAIN="--labels FILE --lexicon DIR"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/train.txt
	$(BIN)/python training/events/train.py $(TRAIN)

train-name-types: $(VENV)/.dev ## fit the types of names on the passages in training/entities
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/train.txt
	$(BIN)/python training/entities/train_types.py

train-entities: $(VENV)/.dev ## continue the training of the recogniser of names on the passages in training/entities: TRAIN="--out FILE"
	$(BIN)/python training/entities/train.py $(TRAIN)

docs: $(VENV)/.dev ## write what the docs say of the code
	$(BIN)/python scripts/update_docs.py

clean: ## remove what make made
	rm -rf $(VENV) $(VENV)-audit $(VENV)-sbom $(VENV)-dist $(VENV)-newest build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "streamproc needs Python 3.11 or later; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# A pinned pip first, so that it does not matter which one came with Python; then wheels alone, since building one would
# bring build tools that nobody pinned. On a terminal pip shows what it does; elsewhere one line says what takes so long.
QUIET := $(shell [ -t 2 ] || echo --quiet)
define install
	@echo "installing what is pinned in $(1) into $(VENV): a minute, longer the first time"
	$(BIN)/python -m pip install $(QUIET) --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/pip.txt
	$(BIN)/python -m pip install $(QUIET) --require-hashes --only-binary :all: -r requirements/build.txt -r $(1)
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
endef

$(VENV)/.demo: requirements/pip.txt requirements/build.txt requirements/demo.txt pyproject.toml | $(VENV)/bin/python
	$(call install,requirements/demo.txt)
	@touch $@

$(VENV)/.dev: requirements/pip.txt requirements/build.txt requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(call install,requirements/dev.txt)
	@touch $@ $(VENV)/.demo
