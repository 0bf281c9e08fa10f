# One Makefile, few words: each target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(shell cat requirements/*.txt pyproject.toml | cksum | cut -d' ' -f1)

.PHONY: demo test check gate bench format lock browser clean

demo: $(READY)  ## write the dossier of the bundled example to demo/
	$(BIN)/stemma demo --out demo

test: $(READY) browser  ## all tests
	$(BIN)/python -m pytest

check: $(READY) browser  ## everything a reviewer would otherwise say
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

gate: $(READY)  ## quality against the floors; data sets come from STEMMA_DATA
	$(BIN)/python -m bench.quality.gate

bench: $(READY)  ## quality tables and timings beside peers
	$(BIN)/python -m bench.quality.gate --report
	$(BIN)/python -m bench.speed.dossier
	$(BIN)/python -m bench.speed.annotation
	$(BIN)/python -m bench.speed.clean

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## pin what pyproject.toml asks for
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --group dev pyproject.toml -o requirements/dev.txt

browser:  ## a Chromium for the browser tests, where the system's package manager can give one
	@sh tests/install_browser.sh

$(READY): pyproject.toml requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.ready-*
	@touch $@

clean:
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
