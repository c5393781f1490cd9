#!/bin/sh
# Runs the quick tests in an environment of their own, with other versions of what commkit is built on:
#   lowest           the lowest that pyproject.toml and each plugin's allow: what they promise must be true
#   sqlalchemy-next  the newest SQLAlchemy that there is, pre-releases and what pyproject.toml does not allow yet as well
# Further arguments go to pytest. The tools of the tests themselves are the usual ones.
set -eu
uv=$(scripts/find-uv.sh)
which=$1
shift
environment=build/$which
python=$environment/bin/python

rm -rf "$environment"
"$uv" venv --quiet --python .venv/bin/python "$environment"

packages="--requirements pyproject.toml --editable ."
for plugin in plugins/*/; do
    packages="$packages --requirements ${plugin}pyproject.toml --editable $plugin"
done
tools="aiosmtpd feedparser flask-sqlalchemy httpx httpx2 jsonschema openapi-spec-validator uvicorn pytest-timeout pytest-xdist"
tools="$tools importlib-metadata python-dateutil regex sybil"

# shellcheck disable=SC2086  # several arguments each
case $which in
lowest)
    "$uv" pip install --quiet --python "$python" --resolution lowest-direct --all-extras $packages
    # of the same release as the API, which another one would bring along
    "$uv" pip install --quiet --python "$python" $tools "opentelemetry-sdk==1.28.*"
    ;;
sqlalchemy-next)
    "$uv" pip install --quiet --python "$python" --all-extras $packages
    "$uv" pip install --quiet --python "$python" $tools opentelemetry-sdk
    "$uv" pip install --quiet --python "$python" --no-deps --upgrade --prerelease allow SQLAlchemy
    ;;
*)
    echo "commkit: there is no set of versions called '$which': say lowest or sqlalchemy-next." >&2
    exit 2
    ;;
esac

# Older releases warn of their own future: a warning is no error here. Documents and budgets are of the usual versions.
"$python" -c 'from importlib.metadata import version as v; print("SQLAlchemy", v("SQLAlchemy"), "attrs", v("attrs"))'
exec "$python" -m pytest --numprocesses auto --dist loadfile -W default \
    -m "not slow and not faults and not postgres" --ignore tests/docs --ignore tests/benchmarks "$@"
