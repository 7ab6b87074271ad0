# shellcheck shell=bash disable=SC2154
# Read by packaging/start and tests/run: makes .venv from a hashed lock and looks after Qt's system libraries.
# Says what it does, asks nothing, and does nothing that is done already. Expects $root.

SYSTEM_PACKAGES=(
    # Qt without a screen; "a|b" is the name on older and on newer releases
    libgl1 libegl1 libxkbcommon0 "libglib2.0-0|libglib2.0-0t64" libfreetype6 libfontconfig1 libdbus-1-3
    libgssapi-krb5-2
    # windows under X11
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1
    # windows under Wayland
    libwayland-cursor0 libwayland-egl1
)

say() { printf '%s\n' "- $*"; }

give_up() {
    printf '%s\n' "$@" >&2
    exit 1
}

as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt() { # quietly, and only where this may be done without asking
    DEBIAN_FRONTEND=noninteractive apt-get -y -qq "$@" >/dev/null
}

find_python() { # the oldest of the Pythons that will do is the one best tried
    local name
    for name in python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            command -v "$name"
            return
        fi
    done
    give_up "Karkade needs Python 3.11 or newer, and there is none here." \
        "On Debian or Ubuntu: sudo apt-get install python3 python3-venv"
}

make_venv() {
    [ -x "$root/.venv/bin/python" ] && "$root/.venv/bin/python" -c 'import sys' 2>/dev/null && return
    local python
    python="$(find_python)" || return 1
    say "making .venv with $("$python" --version)"
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --python "$python" "$root/.venv"
        return
    fi
    "$python" -m venv --clear "$root/.venv" >/dev/null 2>&1 && return
    as_root && say "installing python3-venv" && apt update && apt install --no-install-recommends python3-venv &&
        "$python" -m venv --clear "$root/.venv" && return
    give_up "Python's venv is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"
}

fingerprint_of() { # the lock, the commands, the place and the Python: a change of any means work
    { cat "$1" "$root/pyproject.toml"; echo "$root"; "$root/.venv/bin/python" --version; } | cksum
}

install_lock() { # LOCK
    local stamp wanted
    stamp="$root/.venv/.done-$(basename "$1")"
    wanted="$(fingerprint_of "$1")"
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    say "installing $(grep -c == "$1") packages of $(basename "$1"), each checked against its hash"
    if command -v uv >/dev/null; then
        local install=(env VIRTUAL_ENV="$root/.venv" uv pip install --quiet)
    else
        local install=("$root/.venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check)
    fi
    "${install[@]}" --require-hashes --requirement "$1" &&
        "${install[@]}" --no-deps --no-build-isolation --editable "$root" &&
        echo "$wanted" >"$stamp"
}

missing_libraries() { # names of libraries that Qt would not find, one a line
    command -v ldd >/dev/null || return 0
    local qt name plugins=()
    qt="$(echo "$root"/.venv/lib/python3*/site-packages/PySide6/Qt)"
    for name in offscreen xcb ${WAYLAND_DISPLAY:+wayland}; do plugins+=("$qt/plugins/platforms/libq$name.so"); done
    ldd "$qt"/lib/libQt6{Widgets,Svg,PrintSupport,Network}.so.6 "${plugins[@]}" 2>/dev/null |
        awk '/not found/ {print $1}' | sort -u
}

names_here() { # each package by the name that this release gives it
    local entry old new
    for entry in "${SYSTEM_PACKAGES[@]}"; do
        old="${entry%%|*}"
        new="${entry##*|}"
        if [ "$old" != "$new" ] && apt-cache show "$new" >/dev/null 2>&1; then echo "$new"; else echo "$old"; fi
    done
}

system_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local missing
    missing="$(missing_libraries)"
    [ -n "$missing" ] || return 0
    if as_root; then
        say "installing the system libraries of Qt with apt-get (missing: $(echo "$missing" | paste -sd' '))"
        apt update || true # so that names_here sees this release's names
        # shellcheck disable=SC2046  # one name a word
        apt install --no-install-recommends $(names_here) || true
        missing="$(missing_libraries)"
        [ -n "$missing" ] || return 0
    fi
    printf '%s\n' "Qt still misses: $(echo "$missing" | paste -sd' ')" "Please run this once, then start again:" \
        "  sudo apt-get install -y $(names_here | paste -sd' ')" >&2
}

database_server() { # for the tests of relays on PostgreSQL alone; each test run starts servers of its own
    if ! compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && ! command -v initdb >/dev/null; then
        from_distribution postgresql || say "so relays are tried on SQLite only"
    fi
    [ "${CI:-}" = "" ] || command -v patroni >/dev/null || # what takes over from a lost server: for CI, or by hand
        from_distribution patroni etcd-server || say "so nothing is tried of what happens when a server is lost"
}

from_distribution() { # PACKAGE...
    if as_root; then
        say "installing $* with apt-get, for the tests of relays"
        apt update || true
        apt install --no-install-recommends "$@" && return
    fi
    say "missing here: $*. On Debian: sudo apt-get install $*"
    return 1
}

set_up() { # LOCK
    make_venv && install_lock "$1" && system_libraries
}
