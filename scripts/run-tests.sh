#!/bin/sh
# Runs pytest over the tests of the library and then over those of the plugins, as a process that has both needs twice
# the memory. Arguments go to pytest; where one of them names a file or a folder, only what they name is run.
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

run "$@" tests
library=$?
[ "$library" -eq 2 ] && exit 2 # interrupted
run "$@" plugins
plugins=$?
if [ "$library" -eq "$nothing" ] || [ "$library" -eq 0 ] && [ "$plugins" -ne "$nothing" ]; then
    exit "$plugins"
fi
exit "$library"
