#!/bin/sh
# Makes .venv with the whole workspace and its tools in it. Needs python3 >= 3.11; uses uv where it is found, else
# brings it into .venv with pip. Versions come from constraints.txt, so that every machine runs the same ones.
set -eu
python=${PYTHON:-python3}

fail() {
    echo "commkit: $*" >&2
    exit 1
}

command -v "$python" >/dev/null ||
    fail "there is no '$python' here: install Python 3.11 or newer, or name yours with 'make PYTHON=/path/to/python'."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed and '$python' is older: name a newer one with 'make PYTHON=/path/to/python'."

# An environment that was interrupted half-way, or whose Python has gone, is made anew.
if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    if command -v uv >/dev/null; then
        uv venv --quiet --python "$("$python" -c 'import sys; print(sys.executable)')" .venv
    else
        "$python" -m venv .venv || {
            rm -rf .venv
            fail "'$python -m venv' does not work: on Debian and Ubuntu install it with 'apt-get install python3-venv'."
        }
    fi
fi

if command -v uv >/dev/null; then
    uv=uv
else
    uv=.venv/bin/uv
    if [ ! -x "$uv" ]; then
        .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
        .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8' ||
            fail "pip could not install uv: check that this machine reaches its package index."
    fi
fi

set -- --requirements pyproject.toml --editable .
for plugin in plugins/*/; do
    set -- "$@" --requirements "${plugin}pyproject.toml" --editable "$plugin"
done
"$uv" pip install --quiet --python .venv/bin/python --constraints constraints.txt --all-extras --group dev "$@" ||
    fail "the packages could not be installed: the lines above say why."
touch .venv/.synced
