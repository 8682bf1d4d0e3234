#!/bin/sh
# Finds the tools of a build or a test, and installs missing ones.
#
#   setup.sh rust     prints, as Makefile variables, how to build natively and how to build for wasm
#   setup.sh node     finds or installs Node and npm
#   setup.sh chromium, firefox, webkit
#                     finds or installs a browser, and prints its path; of WebKitGTK, its driver's
#
# The script installs a component through rustup, and packages as root on Debian. Elsewhere it names the missing tool
# in a sentence. Messages go to standard error.
set -eu

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Installs Debian packages, as root on Debian.
debian() {
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
    say "installing $* from Debian's packages"
    # Another process may hold apt's lock.
    for step in update "install -y --no-install-recommends $*"; do
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 $step >/dev/null || return 1
    done
}

# Threads need the standard library rebuilt, hence its source.
has_source() {
    command -v "$1" >/dev/null && [ -f "$("$1" --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]
}

# rustup's compilers bring a linker for wasm; Debian's do not.
linker() {
    if [ -x "$("$1" --print target-libdir)/../bin/rust-lld" ]; then
        echo rust-lld
        return
    fi
    for tool in wasm-ld-22 wasm-ld wasm-ld-21 wasm-ld-20 wasm-ld-19; do
        if command -v $tool >/dev/null; then echo $tool; return; fi
    done
    debian lld-22 && echo wasm-ld-22
}

rust() {
    if has_source rustc; then
        wasm_path=
        compiler=rustc
    elif command -v rustup >/dev/null && say "adding the standard library's source with rustup" &&
        rustup component add rust-src >&2 2>/dev/null && has_source rustc; then
        wasm_path=
        compiler=rustc
    elif has_source /usr/bin/rustc || { debian rustc-web cargo-web rust-web-src lld-22 && has_source /usr/bin/rustc; }; then
        # Debian's pair, ahead of any rustup on the path: a compiler and its own source.
        wasm_path=/usr/bin:
        compiler=/usr/bin/rustc
    else
        fail "no source of Rust's standard library: run 'rustup component add rust-src' (needs the network)," \
            "or on Debian, as root, 'apt-get install rustc-web cargo-web rust-web-src lld-22'"
    fi
    linker=$(linker $compiler) ||
        fail "no linker for wasm: install LLVM's lld (on Debian, as root, 'apt-get install lld-22')"
    command -v cc >/dev/null || debian gcc libc6-dev || fail "no C compiler to link native programs with: install gcc"
    echo "WASM_PATH := $wasm_path\$(PATH)"
    echo "WASM_LINKER := $linker"
}

node() {
    command -v node >/dev/null && command -v npm >/dev/null || debian nodejs npm ||
        fail "no Node.js: install Node 20 or later with npm (https://nodejs.org)"
}

find_chromium() {
    # `CHROMIUM=path` names another browser.
    for tool in "${CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable; do
        if command -v "$tool"; then return; fi
    done
    debian chromium && command -v chromium ||
        fail "no Chromium to test in: install it, or name yours as in 'make test CHROMIUM=/path/to/chrome'"
}

find_firefox() {
    # `FIREFOX=path` names another browser.
    for tool in "${FIREFOX:-firefox-esr}" firefox; do
        if command -v "$tool"; then return; fi
    done
    debian firefox-esr && command -v firefox-esr ||
        fail "no Firefox to test in: install it, name yours as in 'make test FIREFOX=/path/to/firefox'," \
            "or test in Chromium alone by 'ENGINE=chromium make test'"
}

# WebKitGTK's driver brings a browser. It needs a display, which Xvfb is.
find_webkit() {
    driver=${WEBKIT_DRIVER:-WebKitWebDriver}
    command -v "$driver" >/dev/null && command -v Xvfb >/dev/null || debian webkit2gtk-driver xvfb || :
    command -v Xvfb >/dev/null && command -v "$driver" ||
        fail "no WebKitGTK to test in: install WebKitWebDriver and Xvfb (Debian's webkit2gtk-driver and xvfb)," \
            "or test in Chromium alone by 'ENGINE=chromium make test'"
}

case "${1-}" in
rust | node) "$1" ;;
# A function of a browser's name would be found in the browser's place.
chromium | firefox | webkit) "find_$1" ;;
*) fail "usage: setup.sh rust | node | chromium | firefox | webkit" ;;
esac
