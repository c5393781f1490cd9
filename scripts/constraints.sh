#!/bin/sh
# Writes constraints.txt anew: one "name==version" a line for every package of the workspace, on every platform.
# The lock file behind it holds addresses of package indexes, so it is made in passing and not kept.
set -eu
uv=$(scripts/find-uv.sh)
trap 'rm -f uv.lock' EXIT
"$uv" lock --quiet --upgrade
"$uv" export --quiet --frozen --all-packages --all-extras --all-groups \
    --no-hashes --no-annotate --no-header --no-emit-workspace --output-file constraints.txt >/dev/null
if grep --quiet '//' constraints.txt; then
    echo "commkit: constraints.txt holds an address: take it out before you commit." >&2
    exit 1
fi
