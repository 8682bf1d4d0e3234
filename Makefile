# The demo's commands. `make serve` and `make test` each work alone, on a fresh checkout.
#
#   make serve   build, then serve the page on http://127.0.0.1:8080/ (PORT=… for another)
#   make test    run every test, in browsers too (ENGINE=firefox for those of one engine)
#   make build   build what `serve` serves: the site, bundled, in dist/site/
#   make dist    build that, the npm package, the page as one HTML file, and recipes for hosts, in dist/
#   make check   format, lints, types and native tests: every check without a browser
#   make bench   measure the demo beside other implementations
#   make clean   remove generated files

PORT ?= 8080
.DEFAULT_GOAL := build

# An unstable flag rebuilds the standard library with atomics; the variable makes a stable compiler accept it.
# Flags for the compiler and the linker themselves: .cargo/config.toml.
WASM_CARGO = PATH="$(WASM_PATH)" RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(WASM_LINKER) cargo
WASM_FLAGS := --profile web --lib --target wasm32-unknown-unknown --target-dir target/wasm -Zbuild-std=std,panic_abort
BUILT := target/wasm/wasm32-unknown-unknown/web/mutex_demo.wasm
# One crate, two modules: what each page needs, and what is loaded on demand.
FIRST := target/wasm/mutex_demo.wasm
SECOND := target/wasm/on_demand.wasm
# If no cargo is on the path, native builds use Debian's, too.
CARGO := $(if $(shell command -v cargo),cargo,/usr/bin/cargo)
HOST := target/debug/host
PKG := www/pkg/mutex_demo_bg.wasm
# What the page shows without scripts: recorded runs, and the program in each language.
RECORDED := www/pkg/page.json
SITE := dist/site/index.html
OPT := www/node_modules/.bin/wasm-opt -O3 --enable-threads --enable-bulk-memory --enable-mutable-globals \
	--enable-nontrapping-float-to-int --enable-sign-ext --enable-reference-types --enable-multivalue

.PHONY: serve test build dist check bench clean FORCE

build: $(SITE)

serve: build
	@$(HOST) serve $(PORT) dist/site

dist: build
	@echo "dist: package, single file, recipes"
	@node www/packaging/dist.mjs dist

test: build
	@case "$(ENGINE)" in ""|chromium) CHROMIUM=$$(.make/setup.sh chromium) || exit 1; export CHROMIUM;; esac; \
	case "$(ENGINE)" in ""|firefox) FIREFOX=$$(.make/setup.sh firefox) || exit 1; export FIREFOX;; esac; \
	case "$(ENGINE)" in ""|webkit*) WEBKIT_DRIVER=$$(.make/setup.sh webkit) || exit 1; export WEBKIT_DRIVER;; esac; \
	CARGO="$(CARGO)" node www/test/all.mjs

# The scripts' types come from the bindings.
check: $(PKG)
	$(CARGO) fmt --check
	cd www && node_modules/.bin/tsc
	$(CARGO) clippy --all-targets --all-features --quiet -- -D warnings
	$(CARGO) test --quiet

# Checks plain memory accesses by ThreadSanitizer while real threads run: no other test can see a data race. Needs a nightly
# compiler with the source of its standard library, which is built with the sanitizer, too; without it the check is skipped.
.PHONY: sanitize
sanitize:
	@if [ -f "$$(rustup run nightly rustc --print sysroot 2>&1)/lib/rustlib/src/rust/library/Cargo.lock" ] && \
		rustup run nightly rustc -vV | grep -qx 'host: x86_64-unknown-linux-gnu'; then \
		RUSTFLAGS=-Zsanitizer=thread rustup run nightly cargo test --quiet --lib -Zbuild-std \
			--target x86_64-unknown-linux-gnu --target-dir target/sanitize -- process; \
	else \
		echo "sanitize: skipped: it needs 64-bit Linux on x86, and a nightly compiler with its source, by" \
			"'rustup toolchain install nightly --profile minimal -c rust-src'"; \
	fi

bench: build
	$(CARGO) build --release --features bench --bins
	@CHROMIUM="$$(.make/setup.sh chromium)" node www/bench/all.mjs

clean:
	rm -rf target dist www/pkg www/node_modules

# The machine's toolchain, found or installed once.
target/toolchain.mk: .make/setup.sh
	@mkdir -p $(@D)
	@.make/setup.sh rust > $@.new && mv $@.new $@
ifneq ($(MAKECMDGOALS),clean)
include target/toolchain.mk
endif

# Cargo decides what to rebuild. If it builds nothing, the file keeps its time and make rebuilds nothing from it.
$(FIRST): FORCE
	@echo "wasm: the program and its standard library (two minutes, the first time)"
	@$(WASM_CARGO) build $(WASM_FLAGS)
	@cmp -s $(BUILT) $@ || cp $(BUILT) $@
	@$(WASM_CARGO) build $(WASM_FLAGS) --features on-demand
	@cmp -s $(BUILT) $(SECOND) || cp $(BUILT) $(SECOND)

# Cargo writes both to one place, one after the other.
$(SECOND): $(FIRST) ;

$(HOST): FORCE
	@echo "host: bindings and server"
	@$(CARGO) build --features host --bin host

# Host after module, so that two cargos do not draw their progress over each other.
$(PKG): $(FIRST) $(SECOND) $(HOST) www/node_modules/.package-lock.json
	@echo "www/pkg: bindings, optimised"
	@rm -rf $(@D)
	@$(HOST) bind $(@D) $(FIRST) $(SECOND)
	@for module in $(@D)/*.wasm; do $(OPT) $$module -o $$module.opt && mv $$module.opt $$module; done

$(RECORDED): $(PKG) www/page/recorded.txt
	@$(HOST) page www/page/recorded.txt > $@.new && mv $@.new $@

# A new folder takes the old one's place when it is whole.
$(SITE): $(PKG) $(RECORDED) $(shell find www -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.md' -o -name build.mjs -o -path 'www/packaging/*' | grep -v -e node_modules -e pkg -e test/ -e bench/)
	@echo "dist/site: bundled, compressed"
	@node www/build.mjs $(@D).new
	@rm -rf $(@D) && mv $(@D).new $(@D)

www/node_modules/.package-lock.json: www/package-lock.json
	@.make/setup.sh node
	@echo "www/node_modules: tools for build and tests"
	@cd www && npm ci --no-progress
	@touch $@
