# Each command sets up what it needs: a virtual environment in .venv, with everything locked.
PORT ?= 8501
PYTHON ?= python3
FAKE_PORT ?= 8788
SCRIPT ?= picture
BIN := .venv/bin
UV := uv==0.13.9
# A file's tests stay in one process, in the order of their folders: the long ones don't come last.
PYTEST := $(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder
# What was compiled once is not compiled at each start, whatever the machine says.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run worker run-fake dev test test-slow test-sign-in test-live check lint audit format screenshots hooks schema lock soak bench setup setup-dev clean

run: setup  ## the app on http://127.0.0.1:$(PORT)
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

worker: setup  ## a process that works on orders, as many as one likes: QUEUE=procrastinate
	$(BIN)/python -m core.worker

# Its pictures are no service's: they go to a data folder of their own.
run-fake: setup  ## the app against stand-ins of all services; SCRIPT=stability:unavailable makes one misbehave
	@$(BIN)/python -m tests.services.run_fakes --port $(FAKE_PORT) --script '$(SCRIPT)' -- \
		$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

dev: setup-dev  ## the same, restarted at each change of a Python file
	$(BIN)/watchmedo auto-restart --directory core --directory pages --pattern '*.py' --recursive -- \
		$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

test: setup-dev  ## all tests but those that CI alone waits for
	$(PYTEST)

test-slow: setup-dev  ## the tests that CI waits for and `make test` does not
	$(PYTEST) --slow -m slow

test-sign-in: setup-dev  ## the browser suite with everybody signed in
	E2E_SIGN_IN=1 $(BIN)/pytest -n 2 --dist loadfile --slow tests/e2e

test-live: setup-dev  ## one real picture of each service whose key is set, or of SERVICE alone; paid for
	SERVICE='$(SERVICE)' $(BIN)/pytest -m live -rs tests/providers/test_live.py

check: lint  ## format, lint, types, tests
	$(PYTEST)

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

audit: .venv/audit-installed  ## mistakes in our code, advisories on what we install, secrets in what we commit
	$(PYTHON) .ci/audit

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: setup-dev  ## keep a dump of today's schema in tests/schemas/, named NAME, for later upgrades
	PYTHONPATH=.:tests $(BIN)/python -m schemas.make $(NAME)

screenshots: setup-dev  ## what each page looks like today, in docs/screenshots/NAME
	PYTHONPATH=.:tests $(BIN)/python -m e2e.screenshots $(NAME)

hooks: setup-dev  ## let git check format, lint and types before each commit
	$(BIN)/pre-commit install

soak: setup-dev  ## the long runs: hundreds of kill -9, mutants, fuzz
	$(BIN)/pytest -n 2 --dist worksteal --soak -m soak

bench: setup-dev  ## what the app costs beside what it can't be better than; ONLY="pages people", QUICK=1
	$(BIN)/python -m bench $(ONLY) $(if $(QUICK),--quick)

setup: .venv/run-installed
setup-dev: .venv/dev-installed

# uv installs in seconds what takes pip a minute; --compile-bytecode makes every start faster.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes

.venv/bin/uv: | requirements-uv.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock

.venv/run-installed: requirements.lock | .venv/bin/uv
	$(INSTALL) -r requirements.lock
	touch $@

.venv/dev-installed: requirements-dev.lock | .venv/bin/uv
	$(INSTALL) -r requirements-dev.lock
	touch $@ .venv/run-installed

.venv/audit-installed: requirements-audit.lock | .venv/bin/uv
	$(PYTHON) -m venv --without-pip .venv/audit
	$(BIN)/uv pip install --quiet --python .venv/audit/bin/python --require-hashes -r $<
	touch $@

# What is locked stays as it is while it fits; delete a line of a lock to let that package move.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: .venv/bin/uv  ## write the locks anew from requirements*.txt; needs the network
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) --constraint requirements.lock requirements-dev.txt --output-file requirements-dev.lock
	$(LOCK) requirements-audit.txt --output-file requirements-audit.lock
	echo '$(UV)' | $(LOCK) - --output-file requirements-uv.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache test-results
