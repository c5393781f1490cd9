#!/bin/sh
# Builds every distribution (the wheel out of the sdist), installs the wheels in an empty environment without any
# extra, and runs the smoke test there, away from the sources.
set -eu
uv=${UV:-uv}
case $uv in .venv/*) uv=$PWD/$uv ;; esac

rm -rf build/wheels build/empty
"$uv" build --quiet --all-packages --out-dir build/wheels
"$uv" venv --quiet --python .venv/bin/python build/empty
"$uv" pip install --quiet --python build/empty/bin/python --constraints constraints.txt build/wheels/*.whl
here=$PWD
cd "$here/build/empty"
bin/python -I "$here/scripts/smoke.py"
