PREFIX ?= /usr/local
JOBS ?= $(shell nproc)
CMAKE := cmake -G Ninja
CTEST := ctest --output-on-failure --parallel $(JOBS)
DEMO_IMAGE = $(firstword $(sort $(wildcard examples/images/*.png examples/images/*.jpg)))

.PHONY: help setup build test demo bench guards install format clean build-sanitized

help: ## list what can be made
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 12

setup: ## install what is missing: system packages, inference runtimes
	@tools/setup

build: setup ## build the program: build/ponte
	@$(CMAKE) -S . -B build --log-level=WARNING
	@cmake --build build --parallel $(JOBS) --target ponte

test: build-sanitized ## run all tests; those that read files from strangers also under sanitizers
	@tools/setup tests
	@$(CMAKE) -S . -B build --log-level=WARNING
	@cmake --build build --parallel $(JOBS)
	$(CTEST) --test-dir build/sanitized
	$(CTEST) --test-dir build

# Only the tests, and with the assertions of a debug build; -O1 keeps both compiling and running short.
build-sanitized: setup
	@$(CMAKE) -S . -B build/sanitized --log-level=WARNING \
	  -DPONTE_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1
	@cmake --build build/sanitized --parallel $(JOBS) --target sanitized_tests

demo: build ## convert the example checkpoint, find the shapes in a picture, print the parity
	@mkdir -p build/demo
	build/ponte convert examples/models/shapes.pt -o build/demo/shapes.onnx --force
	build/ponte predict build/demo/shapes.onnx $(DEMO_IMAGE) -o build/demo --force

bench: setup ## measure speed and memory, as ratios against a peer in the same run
	@tools/setup tests
	@$(CMAKE) -S . -B build --log-level=WARNING -DPONTE_BENCH=ON
	@cmake --build build --parallel $(JOBS) --target ponte letterbox_bench post_bench
	@.venv/bin/python -m pip install --quiet --no-deps --ignore-requires-python -r bench/requirements.txt
	.venv/bin/python bench/run.py

guards: setup ## check what no test sees: warnings, names that two files define differently, formatting
	@tools/setup tests
	@$(CMAKE) -S . -B build/guards --log-level=WARNING -DPONTE_ODR=ON -DPONTE_TESTS=OFF \
	  -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O1 -DCMAKE_COMPILE_WARNING_AS_ERROR=ON
	@cmake --build build/guards --parallel $(JOBS) --target ponte
	git ls-files '*.cpp' '*.h' | xargs .venv/bin/clang-format --dry-run --Werror

install: build ## install program, runtimes and library under PREFIX (/usr/local)
	@cmake --build build --parallel $(JOBS) --target ponte_library
	cmake --install build --prefix $(PREFIX)

format: ## format the C++ sources
	@tools/setup tests
	git ls-files '*.cpp' '*.h' | xargs .venv/bin/clang-format -i

clean: ## remove everything that was built
	rm -rf build
