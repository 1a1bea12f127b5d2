# `make run` and `make test` do all the set-up that they need. It is pip that installs, so pip's settings hold: on Linux,
# PIP_EXTRA_INDEX_URL with PyTorch's index of CPU builds saves the CUDA build's several GB.
SHELL := bash
BIN := .venv/bin
READY := .venv/ready

.PHONY: run test quick lint bench clean qt-libraries x-server

# make run ARGS="dragons.csv"
run: $(READY) qt-libraries
	@$(BIN)/python -m dragonviz $(ARGS)

# make test ARGS="-k canvas"
test: lint qt-libraries x-server
	@$(BIN)/python -m pytest --cov --cov-report= -p tests.room_coverage $(ARGS)

# Under a minute: all but the tests that are marked as slow, and fewer examples for those that try many.
quick: $(READY) qt-libraries
	@$(BIN)/python -m pytest -q -m "not slow" --hypothesis-profile=quick $(ARGS)

lint: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy

bench: $(READY) qt-libraries
	@$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf .venv build dist *.egg-info .coverage .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache

# make run PYTHON=python3.12
$(READY): pyproject.toml constraints.txt
	@.ci/set-up

qt-libraries: $(READY)
	@packages=$$($(BIN)/python -c 'from dragonviz.app.screen import APT_PACKAGES, complaint; print(*APT_PACKAGES if complaint() else ())') && \
	    { [ -z "$$packages" ] || .ci/apt-install "Qt lacks system libraries." $$packages; }

# Without it, the end-to-end test is skipped, but not in CI.
x-server:
	@{ command -v Xvfb && command -v xdotool; } >/dev/null || \
	    .ci/apt-install "The end-to-end test needs an X server." xvfb xdotool || [ -z "$$CI" ]
