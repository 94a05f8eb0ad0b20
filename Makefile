# Each command sets up what it needs: a virtual environment in .venv, with everything pinned.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run dev test check format soak bench setup setup-dev clean

run: setup  ## the app on http://127.0.0.1:$(PORT)
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

dev: setup-dev  ## the same, restarted at each change of a Python file
	$(BIN)/watchmedo auto-restart --directory core --directory pages --pattern '*.py' --recursive -- \
		$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

test: setup-dev  ## all tests but the long ones
	$(BIN)/pytest -n 2 --dist loadfile

check: setup-dev  ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: setup-dev  ## the long runs: hundreds of kill -9, mutants, fuzz
	$(BIN)/pytest --soak -m soak

setup: .venv/run-installed
setup-dev: .venv/dev-installed

# uv installs in seconds what takes pip a minute; --compile-bytecode makes every start faster.
.venv/bin/uv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/run-installed: requirements.txt | .venv/bin/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -r requirements.txt
	touch $@

.venv/dev-installed: requirements.txt requirements-dev.txt | .venv/bin/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -r requirements-dev.txt
	touch $@ .venv/run-installed

clean:
	rm -rf .venv .mypy_cache .ruff_cache test-results
