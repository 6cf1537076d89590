# Each target installs what is missing, builds what it needs, and does its work. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo notices lock test unit-tests random-tests sanitizer-tests end-to-end-tests closing-line \
        notebook campaign same-events theory property kills thread-sanitizer fuzz coverage bench bench-table report-page lint docs wheel wheel-test clean pin-hashes scenario-tables packages packages-lint packages-campaign packages-bench \
        release-executable release sanitizers python-package fresh-install sweeps public-attack doctored plan-quality explained

NAVETTE := build/release/navette
comma := ,
# Debian's own Python first, so that another one on the PATH does not change what is tested.
PYTHON = $(shell if [ -x /usr/bin/python3 ]; then echo /usr/bin/python3; else echo python3; fi)
VENV_PYTHON := .venv/bin/python
VENV := .venv/made
# The versions that the tests ran with, so that a build of tomorrow is the one of today.
CONSTRAINTS := python/constraints.txt
PIP_INSTALL := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --constraint $(CONSTRAINTS)
INSTALL := sim/cmake/install_system_packages.sh
# A folder is configured once; from then on the build looks itself whether it must be configured again.
configure = test -f $(1)/build.ninja || cmake -B $(1) $(2)

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do \
	  printf '  make %-10s %s\n' "$$name" "$$text"; done

demo: release-executable python-package ## a day in the shipped canton: run, verified, its indicators and two pictures in out/
	mkdir -p out
	$(NAVETTE) run scenarios/canton/scenario.toml -o out/canton.h5
	$(NAVETTE) verify out/canton.h5
	$(NAVETTE) kpi out/canton.h5
	$(VENV_PYTHON) -m navette.plot out/canton.h5 --map out/canton-map.png --shuttle out/canton-shuttle.png
	.venv/bin/navette-report out/canton.h5 --full --lang en -o out/canton-report.html
	@printf '\nThe day:      out/canton.h5\nIts map:      out/canton-map.png\nOne shuttle:  out/canton-shuttle.png\nTo watch:     out/canton-report.html\n'

# One after the other, also if one fails; the last line counts the cases of all.
REPORTS := build/sanitizers/ctest.xml build/release/ctest.xml build/pytest.xml
test: ## unit tests under ASan and UBSan, random days at full speed, whole runs end to end
	@rm -f $(REPORTS); $(MAKE) --no-print-directory --keep-going sanitizer-tests random-tests end-to-end-tests || true; \
	  $(MAKE) --no-print-directory closing-line

closing-line:
	@$(PYTHON) tests/closing_line.py $(REPORTS)

# All unit tests as they are optimised for users; `make test` runs of these only what draws more cases than under the
# sanitizers (`ctest -L draws`), and all others under the sanitizers.
unit-tests: release
	ctest --test-dir build/release --output-on-failure --parallel $$(nproc)

random-tests: packages
	$(call configure,build/release,--preset release)
	cmake --build build/release --target navette_executable tests_that_draw
	ctest --test-dir build/release -L draws --output-junit ctest.xml --output-on-failure --parallel $$(nproc)

sanitizer-tests: sanitizers
	ctest --test-dir build/sanitizers -LE long --output-junit ctest.xml --output-on-failure --parallel $$(nproc)

# One process more than processors share the tests, file by file: many tests wait for a child. Threads that wait leave
# the processor to others.
end-to-end-tests: release-executable python-package
	@$(INSTALL) browser || echo "No chromium: the report's tests in a browser are skipped." >&2
	OMP_WAIT_POLICY=passive NAVETTE_EXECUTABLE=$(CURDIR)/$(NAVETTE) $(VENV_PYTHON) -m pytest \
	  --numprocesses $$(($$(nproc) + 1)) --dist loadfile --junitxml build/pytest.xml

# After a change of results that is meant: the hashes that tests/python/test_canonical_hash.py expects.
pin-hashes: release-executable $(VENV)
	NAVETTE_PIN_HASHES=1 NAVETTE_EXECUTABLE=$(CURDIR)/$(NAVETTE) $(VENV_PYTHON) -m pytest -q tests/python/test_canonical_hash.py
	git diff --stat tests/python/canonical_hashes.json

campaign: unit-tests plan-quality same-events theory property explained kills thread-sanitizer fuzz coverage sweeps public-attack doctored fresh-install wheel-test ## the long matrices: compilers, threads, queues, random scenarios, kills, sweeps, doctored results, TSan, fuzzing, coverage

# Known optima of dial-a-ride instances, within seconds.
plan-quality: release-executable $(VENV)
	NAVETTE_EXECUTABLE=$(CURDIR)/$(NAVETTE) $(VENV_PYTHON) -m pytest -m slow tests/python/test_plan.py

# Sweeps where it hurts: a thousand jobs of which many are killed, and a real Slurm on this machine.
sweeps: packages packages-campaign python-package
	$(VENV_PYTHON) -m pytest -m slow tests/python/test_sweep_under_fire.py tests/cluster

# Exports for the public of a hundred random runs, attacked with integer programmes.
public-attack: packages python-package
	$(VENV_PYTHON) -m pytest -m slow -s tests/python/test_public_export.py

# Results files changed in every column of every run, in several rows, and what no rule sees of that run again.
doctored: release-executable python-package
	NAVETTE_EXECUTABLE=$(CURDIR)/$(NAVETTE) $(VENV_PYTHON) -m pytest -m slow tests/python/test_doctored.py

# What a user does: pip install from the sources into an environment that has nothing, and a run there.
fresh-install: packages $(VENV)
	$(VENV_PYTHON) -m pytest -m slow tests/python/test_fresh_install.py

# The same events for gcc and clang, -O1 and -O3, and any number of threads.
BUILDS := gcc-O1 gcc-O3 clang-O1 clang-O3
COMPILER_gcc := g++
COMPILER_clang := clang++-14
same-events: packages packages-campaign $(VENV)
	@$(foreach build,$(BUILDS), \
	  $(call configure,build/campaign/$(build),--preset release \
	    -DCMAKE_CXX_COMPILER=$(COMPILER_$(firstword $(subst -, ,$(build)))) \
	    -DCMAKE_CXX_FLAGS_RELEASE="-$(lastword $(subst -, ,$(build))) -DNDEBUG"); \
	  cmake --build build/campaign/$(build) --target navette_executable;)
	$(VENV_PYTHON) tests/campaign/same_events.py scenarios/canton/scenario.toml \
	  $(BUILDS:%=build/campaign/%/navette) --threads 1 2 4 8

# Queueing theory with ten times the customers of `make test`, and the table that docs/validation.md shows.
theory: release
	mkdir -p out
	echo "model,parameter,customers,exact,simulated,half_width" > out/theory.csv
	NAVETTE_THEORY_CUSTOMERS=1000000 NAVETTE_THEORY_TABLE=$(CURDIR)/out/theory.csv build/release/tests/test_theory
	@cat out/theory.csv

# As many random mini-scenarios, each run and verified: `make test` does the first thousand. What fails is written to
# build/release/property-failures, as drawn and as the least that still fails.
PROPERTY_SCENARIOS := 100000
PROPERTY_BATCH := 2000
property: packages
	$(call configure,build/release,--preset release)
	cmake --build build/release --target test_property
	cd build/release && seq 1 $(PROPERTY_BATCH) $(PROPERTY_SCENARIOS) | xargs -P $$(nproc) -I {} \
	  env OMP_WAIT_POLICY=passive NAVETTE_PROPERTY_FIRST={} NAVETTE_PROPERTY_SCENARIOS=$(PROPERTY_BATCH) \
	  tests/test_property "any scenario that can be written*"

# What navette explain says of random days, doubted by running them again; `make test` doubts the first sixty.
EXPLAINED_SCENARIOS := 5000
EXPLAINED_BATCH := 1000
explained: packages
	$(call configure,build/release,--preset release)
	cmake --build build/release --target test_property
	cd build/release && seq 1 $(EXPLAINED_BATCH) $(EXPLAINED_SCENARIOS) | xargs -P $$(nproc) -I {} \
	  env OMP_WAIT_POLICY=passive NAVETTE_PROPERTY_FIRST={} NAVETTE_PROPERTY_SCENARIOS=$(EXPLAINED_BATCH) \
	  tests/test_property "what is told*"

# 200 runs killed at random moments, 50 that run out of disk: the results are whole or absent. Long runs killed 40 times
# over and resumed.
kills: release-executable python-package
	NAVETTE_EXECUTABLE=$(CURDIR)/$(NAVETTE) $(VENV_PYTHON) -m pytest -m slow tests/python/test_kills.py \
	  tests/python/test_resume.py tests/python/test_out_of_memory.py

# OpenMP of gcc is not built for TSan, which then sees races that are none; clang's comes with the annotations. One of the
# tests is a race made on purpose, which must be seen.
thread-sanitizer: packages packages-campaign
	$(call configure,build/campaign/tsan,--preset debug -DCMAKE_CXX_COMPILER=clang++-14 \
	  -DCMAKE_CXX_FLAGS="-fsanitize=thread -O1")
	cmake --build build/campaign/tsan
	OMP_NUM_THREADS=4 OMP_TOOL_LIBRARIES=/usr/lib/llvm-14/lib/libarcher.so TSAN_OPTIONS=ignore_noninstrumented_modules=1 \
	  ctest --test-dir build/campaign/tsan --output-on-failure

# Looks for bytes that bring a reader down; what it finds goes into tests/fuzz/corpus, which every `make test` reads.
FUZZ_SECONDS := 300
FUZZ_TARGETS := osm scenario csv geojson darp cache results
fuzz: packages packages-campaign
	$(call configure,build/campaign/fuzz,--preset debug -DNAVETTE_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++-14 \
	  -DCMAKE_CXX_FLAGS="-fsanitize=address$(comma)undefined$(comma)fuzzer-no-link -fno-sanitize-recover=all -O1 \
	    -fsanitize-ignorelist=$(CURDIR)/tests/fuzz/not_ours.txt")
	cmake --build build/campaign/fuzz --target $(FUZZ_TARGETS:%=fuzz_%)
	mkdir -p $(FUZZ_TARGETS:%=build/campaign/fuzz/found/%)
	@$(foreach target,$(FUZZ_TARGETS), echo "fuzz_$(target)"; \
	  build/campaign/fuzz/tests/fuzz/fuzz_$(target) -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=4096 \
	    -artifact_prefix=build/campaign/fuzz/found/$(target)- build/campaign/fuzz/found/$(target) \
	    tests/fuzz/corpus/$(target) 2>&1 | tail -3;)

# Line coverage of sim/ by the unit tests and by whole runs of the command; less than COVERAGE_LEAST percent fails.
# Threads count without asking each other, so that a branch may seem to be taken less than never: not an error.
COVERAGE_LEAST := 90
COVERAGE_RUNS := command_line run scenario end_to_end replications resume explain plan bench
coverage: packages packages-campaign python-package
	$(call configure,build/campaign/coverage,--preset debug -DCMAKE_CXX_FLAGS="--coverage -O0")
	cmake --build build/campaign/coverage
	ctest --test-dir build/campaign/coverage --output-on-failure
	NAVETTE_EXECUTABLE=$(CURDIR)/build/campaign/coverage/navette $(VENV_PYTHON) -m pytest -q \
	  $(COVERAGE_RUNS:%=tests/python/test_%.py)
	gcovr --root . --filter sim/ --gcov-ignore-parse-errors --print-summary --fail-under-line $(COVERAGE_LEAST) \
	  --html-details build/campaign/coverage/index.html build/campaign/coverage
	@echo "Line by line: build/campaign/coverage/index.html"

bench: packages packages-bench ## the clock: all of tests/bench
	$(call configure,build/bench,--preset release -DNAVETTE_BENCH=ON)
	cmake --build build/bench
	@found=0; for bench in $$(find build/bench -type f -executable -name 'bench_*'); do found=1; echo "$$bench"; \
	  "$$bench"; done; test $$found = 1 || { echo "There is no benchmark in tests/bench." >&2; exit 1; }

bench-table: packages packages-bench $(VENV) ## the tables of docs/performance.md, measured here: make bench-table ROADS=isle-of-man.osm.pbf
	$(call configure,build/bench,--preset release -DNAVETTE_BENCH=ON)
	cmake --build build/bench --target navette bench_oracle bench_start bench_plan bench_dispatch
	$(VENV_PYTHON) tests/bench/table.py $(ROADS) --build build/bench

# The package as others install it, without a compiler: HDF5 and the rest are inside.
wheel: packages $(VENV) ## a wheel with all its libraries inside, in build/wheel
	$(PIP_INSTALL) --config-settings=wheel.cmake=false '.[wheel]'
	rm -rf build/wheel
	CC=cc CXX=c++ $(VENV_PYTHON) -m pip wheel --quiet --disable-pip-version-check --no-build-isolation --no-deps \
	  --wheel-dir build/wheel/as-built .
	PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/auditwheel repair --wheel-dir build/wheel build/wheel/as-built/*.whl
	$(MAKE) python-package
	PATH="/usr/bin:$$PATH" $(VENV_PYTHON) sim/cmake/wheel_sbom.py build/wheel/as-built/*.whl build/wheel/*.whl \
	  --constraints $(CONSTRAINTS)
	@ls -sh build/wheel/*.whl build/wheel/*.cdx.json

# The licences of all that goes into the executable, and where its sources are had.
notices: release-executable ## build/THIRD-PARTY-NOTICES: the licences of what the executable has in it
	$(NAVETTE) --licences > build/THIRD-PARTY-NOTICES
	@ls -sh build/THIRD-PARTY-NOTICES

# The newest versions that pyproject.toml allows, of all extras; then the tests tell whether they do. In an environment of
# its own, since the other one is made by the old versions.
lock: ## python/constraints.txt anew: the versions of all Python requirements
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'
	build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-annotate \
	  --custom-compile-command 'make lock' --output-file $(CONSTRAINTS) pyproject.toml
	git diff --stat $(CONSTRAINTS)

# In a fresh virtual environment.
wheel-test: wheel
	$(VENV_PYTHON) -m pytest -m slow tests/python/test_wheel.py

# Jupyter refuses to start as root, as in a container, unless it is told to.
notebook: packages $(VENV) ## the notebooks in Jupyter, in a browser
	$(PIP_INSTALL) --config-settings=wheel.cmake=false '.[notebook]'
	$(MAKE) python-package
	PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks

# Where npm is there already, no other is installed.
report-page: ## the report's script, built anew from python/report-page
	@command -v npm > /dev/null || $(INSTALL) report
	cd python/report-page && npm ci --no-audit --no-fund && npm run build

lint: packages packages-lint python-package ## format and clang-tidy, and ruff for the Python
	.venv/bin/ruff check python tests notebooks
	.venv/bin/ruff format --check python tests notebooks
	git ls-files -z -- '*.h' '*.cpp' | xargs -0 clang-format-14 --dry-run -Werror
	$(call configure,build/release,--preset release)
	run-clang-tidy-14 -quiet -p build/release '/(sim|tests)/.*\.cpp$$'
	run-clang-tidy-14 -quiet -p build/python '/python/bindings/.*\.cpp$$'

docs: packages $(VENV) ## the documentation as a site in build/docs/html, notebooks run, without a warning
	$(PIP_INSTALL) --config-settings=wheel.cmake=false '.[docs]'
	$(MAKE) python-package
	$(VENV_PYTHON) -m pytest tests/python/test_docs.py
	$(VENV_PYTHON) -m sphinx -q -W --keep-going -c docs/sphinx . build/docs/html
	@echo "The documentation: build/docs/html/docs/contents.html"

clean: ## removes all that was made here: build/, out/, .venv/
	rm -rf build out .venv

release-executable: packages
	$(call configure,build/release,--preset release)
	cmake --build build/release --target navette_executable
	$(NAVETTE) schema > scenarios/scenario.schema.json  # for editors, by the first line of each scenario

scenario-tables: release-executable $(VENV) ## the tables of keys in docs/scenario-format.md, after a change of a key
	$(VENV_PYTHON) docs/scenario_tables.py $(NAVETTE)

release: packages
	$(call configure,build/release,--preset release)
	cmake --build build/release

# Without what runs in build/release only.
sanitizers: packages
	$(call configure,build/sanitizers,--preset sanitizers)
	cmake --build build/sanitizers --target sanitized_tests

# All that the package and its tests need; of the package itself only what is not compiled.
$(VENV): pyproject.toml $(CONSTRAINTS) | packages
	$(PYTHON) -m venv --clear .venv
	$(PIP_INSTALL) --config-settings=wheel.cmake=false '.[test,lint,build]'
	touch $@

# The package as `pip install .` makes it, from objects that are kept in build/python; ccache shares them with
# build/release, so that nothing is compiled twice: by the compiler of the same name, not by the name that Python knows.
python-package: $(VENV)
	CC=cc CXX=c++ $(PIP_INSTALL) --no-build-isolation --no-deps .

packages:
	@$(INSTALL) build

packages-lint packages-campaign packages-bench: packages-%:
	@$(INSTALL) $*
