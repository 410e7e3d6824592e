# Everything a user does, each with its own set-up; `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help report test check list lab cluster bench lock clean

# The newest Python on the machine that the lock allows.
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	command -v $$python >/dev/null 2>&1 && \
	$$python -c 'import pip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && \
	echo $$python && break; done)
UV_VERSION := 0.13.9
UV := PYTHONPATH=.uv UV_PYTHON_DOWNLOADS=never $(PYTHON) -m uv
BIN := .venv/bin
# The real department, unless another is named or the folder has gone.
DEPARTMENT ?= $(notdir $(wildcard data/xizang-civil-affairs))
CHOICE = $(if $(DEPARTMENT),--department $(DEPARTMENT)) $(if $(YEAR),--year $(YEAR)) $(ARGS)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  make report DEPARTMENT=xizang-civil-affairs YEAR=2022 ARGS='--language zh,en'"

report: .venv/ready ## the report of a department's year, as HTML and PDF, into outputs/
	$(BIN)/budgetbook report $(CHOICE)

check: .venv/ready ## what the reconciliation finds in the data
	$(BIN)/budgetbook check $(CHOICE)

list: .venv/ready ## departments, years and tables in data/
	$(BIN)/budgetbook list

lab: .venv/ready-lab ## JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=. notebooks/explore.ipynb

cluster: .venv/ready-cluster ## install what s3:// addresses and --scheduler need

test: .venv/ready-test ## lint, types and tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

bench: .venv/ready-test ## how long reports take, beside papermill and nbconvert by hand
	$(BIN)/python benchmarks/bench.py

lock: .uv/uv ## renew uv.lock and environment.yml after a change of pyproject.toml
	$(UV) lock
	@{ sed '/^      - /d' environment.yml; \
	   echo '      - -e .'; $(UV) export --quiet --all-groups --all-extras --no-hashes --no-header --no-annotate --no-emit-project | sed 's/^/      - /'; \
	 } > environment.new && mv environment.new environment.yml

clean: ## remove the environment, caches and outputs
	rm -rf .venv .uv .mypy_cache .ruff_cache .hypothesis outputs/*/ 

# Each command installs what it needs and leaves what another has installed.
.venv/ready: WITH := --no-default-groups
.venv/ready-lab: WITH := --no-default-groups --group lab
.venv/ready-cluster: WITH := --no-default-groups --extra cluster
.venv/ready-test: WITH := --all-groups --all-extras
.venv/ready .venv/ready-lab .venv/ready-cluster .venv/ready-test: pyproject.toml uv.lock .uv/uv
	@echo "Setting up budgetbook in .venv (once) …"
	@$(UV) sync --quiet --locked --inexact $(WITH) --python $(PYTHON)
	@touch $@

# Into a folder of its own: that needs neither the venv module nor a writable Python.
.uv/uv:
	@test -n "$(PYTHON)" || { echo "budgetbook needs Python 3.11 to 3.14 with pip; none was found."; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .uv uv==$(UV_VERSION)
	@touch $@
