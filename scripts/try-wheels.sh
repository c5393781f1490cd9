#!/bin/sh
# Builds every distribution (the wheel out of the sdist), installs the wheels in an empty environment, and tries them
# there, away from the sources: first without any extra, then with the demo and what it needs.
set -eu
uv=$(scripts/find-uv.sh)

rm -rf build/wheels build/empty
"$uv" build --quiet --all-packages --out-dir build/wheels
"$uv" venv --quiet --python .venv/bin/python build/empty
here=$PWD
# A wheel of the same version may lie in uv's cache since an earlier build.
refresh=
for wheel in build/wheels/*.whl; do
    refresh="$refresh --refresh-package $(basename "$wheel" | cut -d- -f1)"
done
install() {
    # shellcheck disable=SC2086
    "$uv" pip install --quiet --python "$here/build/empty/bin/python" --constraints "$here/constraints.txt" \
        --find-links "$here/build/wheels" $refresh "$@"
}

install build/wheels/commkit-*.whl build/wheels/commkit_absences-*.whl build/wheels/commkit_qa-*.whl build/wheels/commkit_reputation-*.whl \
    build/wheels/commkit_support-*.whl
cd "$here/build/empty"
bin/python -I "$here/scripts/smoke.py"

install "commkit[cli] @ file://$(echo "$here"/build/wheels/commkit-*.whl)"
bin/commkit demo 2>&1 | grep --quiet 'pip install commkit-demo' || {
    echo "commkit: without the demo, 'commkit demo' should say what to install." >&2
    exit 1
}
install "$here"/build/wheels/commkit_demo-*.whl
bin/commkit demo --members 15 --days 7 >/dev/null
echo "the demo works: a support community was simulated and shown"
