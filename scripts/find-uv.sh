#!/bin/sh
# Says where uv is: the one that UV names, else the machine's own, else the one that the set-up brought into .venv.
set -eu
if [ -n "${UV:-}" ]; then
    uv=$UV
elif command -v uv >/dev/null; then
    uv=uv
else
    uv=.venv/bin/uv
fi
case $uv in .venv/*) uv=$PWD/$uv ;; esac
command -v "$uv" >/dev/null || {
    echo "commkit: there is no uv at '$uv': run 'make setup' first, or name yours with 'UV=/path/to/uv'." >&2
    exit 1
}
echo "$uv"
