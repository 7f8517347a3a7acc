# shellcheck shell=bash
# What the scripts share: where the project is, installing what is missing, building. Sourced, never run.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

say() { printf '%s\n' "$@" >&2; }
fail() {
    say "$*"
    exit 1
}

# Swift comes from swift.org, not from Debian, so it is asked for, never installed.
need_swift() {
    local words version
    command -v swift >/dev/null || fail "Varv needs Swift 6.2 or later and found no 'swift'. Install it from https://www.swift.org/install/linux/ and run this again."
    words="$(swift --version 2>/dev/null)"
    version="$(sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' <<<"$words" | head -n 1)"
    [ -n "$version" ] || fail "Varv could not read the version of Swift from 'swift --version'."
    if [ "${version%%.*}" -lt 6 ] || { [ "${version%%.*}" -eq 6 ] && [ "${version#*.}" -lt 2 ]; }; then
        fail "Varv needs Swift 6.2 or later; this is $version. Install a newer one from https://www.swift.org/install/linux/."
    fi
}

# Installs the Debian packages that are not there, after saying which. Silent when nothing is missing.
need_packages() {
    local package missing=() as_root=()
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || fail "These are missing, and there is no apt-get to install them with: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "These are missing: ${missing[*]}. Ask an administrator to run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing with apt-get: ${missing[*]}"
    install_now() {
        ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
    }
    local log
    log="$(mktemp)"
    if ! install_now >"$log" 2>&1; then
        say "Fetching the list of packages first (apt-get update)."
        { ${as_root[@]+"${as_root[@]}"} apt-get update -qq && install_now; } >"$log" 2>&1 || {
            cat "$log" >&2
            rm -f "$log"
            fail "apt-get could not install: ${missing[*]}"
        }
    fi
    rm -f "$log"
}

# Any Python 3 will do, also one that did not come with Debian.
need_python() { command -v python3 >/dev/null || need_packages python3; }

# What building takes, and what the tests use beside it.
need_build() {
    need_packages liblua5.4-dev libseccomp-dev libsodium-dev libsqlite3-dev pkg-config
    need_swift
}
need_tests() {
    # A C compiler: some tests speak to the host as a worker that was taken over would.
    need_packages liblua5.4-dev libseccomp-dev libsodium-dev libsqlite3-dev pkg-config lua5.4 gcc libc6-dev
    need_python
    need_swift
}

# Builds the two programs and says where they are. Quiet unless something is wrong or takes long.
#   build debug | build release
build() {
    local configuration="$1" options=(-c "$1")
    # The release programs carry Swift's library themselves: they start faster and can be moved.
    if [ "$configuration" = release ]; then options+=(--static-swift-stdlib); fi
    need_build
    # --product takes one name a call; the second finds almost everything built.
    # Said outright, not left to `set -e`, which does not hold where a caller tests the function.
    swift build "${options[@]}" --product varv-worker >&2 || fail "varv-worker did not build."
    swift build "${options[@]}" --product varv >&2 || fail "varv did not build."
    programs="$(swift build "${options[@]}" --show-bin-path)"
    if [ ! -x "$programs/varv" ] || [ ! -x "$programs/varv-worker" ]; then
        fail "The build made no varv and varv-worker in $programs."
    fi
}
