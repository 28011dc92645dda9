# Two commands do everything on a fresh machine: `make run` and `make test`.
VENV   := .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# The tests start Python a thousand times: it keeps what it compiled, whatever the environment says.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest
# One more process than there are cores: tests also wait.
TESTERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)))

.DEFAULT_GOAL := help
.PHONY: help run test test-slow test-faults check format bench model samples images translations screenshots freeze try-freeze try-freeze-models portable deb test-packages wheel sbom release test-windows-installer build/venv .venv system-libraries clean

help: ## This list
	@grep -hE '^[a-z.-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 20

run: $(STAMP) system-libraries ## Index the sample photos, search them, open the window: the main job
	@$(BIN)/photoclip demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		echo "Opening the window over them…"; $(BIN)/photoclip-gui --demo; \
	else echo "There is no screen here for the window: photoclip-gui --demo"; fi

test: $(STAMP) system-libraries ## All tests
	@scripts/test-libraries
	@$(PYTEST) -m "not alone and not slow" -n $(TESTERS) --maxprocesses 4 \
		--dist loadfile --no-loadscope-reorder
	@$(PYTEST) -m "alone and not slow" $$(grep -rl 'mark\.alone' tests --include='*.py')

test-slow: $(STAMP) system-libraries ## The tests that train a model (minutes)
	@$(PYTEST) -m slow

test-faults: $(STAMP) system-libraries ## The fault tests in full: kills, drives, damage (about an hour)
	@PHOTOCLIP_FAULTS=full $(PYTEST) tests/faults --timeout 3600 -n 2 --dist worksteal

check: $(STAMP) ## Format, lint, types, import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(STAMP) ## Format and fix what can be fixed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(STAMP) ## Benchmarks; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks

model: $(STAMP) ## Train the embedded model again (about an hour on two cores)
	@$(BIN)/photoclip models train --out resources/models/photoclip-scenes

samples: $(STAMP) ## Draw the sample library again
	@$(BIN)/photoclip models samples --out resources/samples

screenshots: $(STAMP) system-libraries ## Take the pictures in docs/screenshots again
	@$(BIN)/python scripts/screenshots

images: $(STAMP) ## Draw the pictures in docs/images again
	@$(BIN)/python scripts/draw-demo

translations: $(STAMP) ## Collect the window's texts into resources/translations and compile them
	@$(BIN)/python scripts/translations

freeze: build/venv/.installed system-libraries ## The program with all it needs in one folder: build/freeze/photoclip
	@scripts/debian-packages binutils
	@build/venv/bin/python packaging/build.py freeze $(if $(MODEL),--bundle-model "$(MODEL)")

try-freeze: freeze ## A minute of the frozen program: every part of it is loaded
	@$(PYTHON) packaging/tests/smoke.py build/freeze/photoclip/photoclip build/freeze/photoclip/photoclip-gui

try-freeze-models: freeze ## The frozen program with models of every family: fetched, imported, run, taught
	@build/venv/bin/python packaging/tests/try_models.py build/freeze/photoclip/photoclip

portable: freeze ## The same as one archive that runs from any folder: dist/photoclip-…-linux-….tar.xz
	@build/venv/bin/python packaging/build.py portable

deb: freeze ## The program as a Debian package: dist/photoclip_…_amd64.deb
	@scripts/debian-packages dpkg-dev libgtk-3-0 libwayland-cursor0 libwayland-egl1
	@build/venv/bin/python packaging/build.py deb

test-packages: ## Install what dist/ holds in a fresh Debian, use it, kill it, upgrade it, remove it (root)
	@scripts/debian-packages debootstrap lintian xvfb xdotool imagemagick desktop-file-utils appstream man-db
	@$(PYTHON) packaging/tests/test_packages.py $(PACKAGES)

wheel: build/venv/.installed ## The sdist and the wheel: dist/photoclip-….tar.gz and .whl
	@build/venv/bin/python packaging/build.py wheel

sbom: freeze ## What is inside, for programs (CycloneDX) and for people (licences), into dist/
	@build/venv/bin/python packaging/build.py sbom
	@build/venv/bin/python packaging/build.py notices

release: build/venv/.installed ## Everything for this system, checked and proved (docs/releasing.md)
	@build/venv/bin/python packaging/build.py release $(RELEASE)

test-windows-installer: build/venv/.installed ## Install, upgrade and remove with the Windows installer, under Wine
	@scripts/debian-packages nsis wine64
	@build/venv/bin/python packaging/tests/try_windows_installer.py

build/venv: build/venv/.installed ## What ships and the tools that build it, in an environment of their own

build/venv/.installed: pyproject.toml constraints.txt scripts/make-venv
	@PYTHON="$(PYTHON)" scripts/make-venv build/venv packaging
	@touch $@

.venv: $(STAMP) ## The environment alone

$(STAMP): pyproject.toml constraints.txt scripts/make-venv
	@PYTHON="$(PYTHON)" scripts/make-venv $(VENV)
	@touch $@

system-libraries: ## Install what Qt and OpenGL need (Debian, Ubuntu)
	@scripts/system-libraries

clean: ## Remove the environment and caches
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
