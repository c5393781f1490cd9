#!/bin/sh
# Runs pytest over the tests of the library in two parts and then over those of the plugins, as a process that has all of
# them needs several times the memory. Arguments go to pytest; where one names a file or a folder, only what they name is
# run.
set -u
nothing=5 # pytest's exit code where no test was selected

run() {
    .venv/bin/python -m pytest --numprocesses auto --dist loadfile "$@"
}

before=
for argument in "$@"; do
    case $before in
    -k | -m) ;;
    *) if [ -e "${argument%%::*}" ]; then
        run "$@"
        exit
    fi ;;
    esac
    before=$argument
done

whole=$nothing
for part in "tests/[a-m]*/" "tests/[n-z]*/ tests/test_*.py" "plugins/"; do
    # shellcheck disable=SC2086  # several folders each
    run "$@" $part
    code=$?
    case $code in
    0) [ "$whole" -ne "$nothing" ] || whole=0 ;;
    2) exit 2 ;; # interrupted
    "$nothing") ;;
    *) whole=$code ;;
    esac
done
exit "$whole"
