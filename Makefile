# Two commands: `make ask Q="…"` answers, `make test` proves. Both set up .venv the first time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
Q ?= 常州市省级专精特新小巨人企业奖励多少？
GOLD ?= eval/gold

# torch stands beside the project in one command: pip then keeps to the version that
# constraints.txt pins. PIP_INSTALL_ARGS passes options to pip (an index, a cache).
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt $(PIP_INSTALL_ARGS) torch==2.13.0

.PHONY: install ask test lint serve eval bench clean

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "正在安装依赖（首次约需几分钟）……" >&2
	$(INSTALL) -e .
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(INSTALL) -e ".[test]"
	touch $@

ask: $(VENV)/.installed
	@$(BIN)/policyqa ask "$(Q)"

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: $(VENV)/.installed
	$(BIN)/policyqa serve

eval: $(VENV)/.installed
	$(BIN)/policyqa eval answers $(GOLD)

bench: $(VENV)/.installed
	$(BIN)/policyqa bench

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
