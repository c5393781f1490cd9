"""Statements: built when they are first used, and every one of them can be built and compiled for both databases."""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import bindparam, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

import commkit
from commkit.core import CORE_FEATURES
from commkit.runtime.composing.hiding import compose_visibility
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.statements import Statement, statement

EVERYTHING = compose_visibility(CORE_FEATURES, {})
"""What the core hides; as in a type without grants."""

DIALECTS = (sqlite.dialect(), psycopg.dialect())


def statements_of_modules() -> Iterator[tuple[str, Statement[object]]]:
    """Every statement that is a constant of a module, or stands in a mapping that is one."""
    for info in pkgutil.walk_packages(commkit.__path__, "commkit."):
        if info.name.startswith("commkit.migrations.") or info.name.endswith(("__main__", "pytest_plugin")):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            for each in value.values() if type(value) is dict else [value]:
                if issubclass(type(each), Statement):  # to ask a lazy object for its class would load it
                    yield f"{info.name}.{name}", each


def test_every_statement_compiles_for_both_databases() -> None:
    found = list(statements_of_modules())
    assert len(found) > 500
    for name, each in found:
        for dialect in DIALECTS:
            assert prepare(each, dialect, EVERYTHING).names is not None, name


def test_a_construct_is_built_once_and_only_when_it_is_used() -> None:
    built = []

    def build() -> object:
        built.append(True)
        return select(literal(1))

    made = statement(build)  # type: ignore[arg-type]  # `object` keeps the test short
    assert built == []
    assert made.construct is made.construct
    prepare(made, DIALECTS[0])
    assert built == [True]


def test_a_construct_may_be_given_as_it_is() -> None:
    construct = select(bindparam("number"))
    assert statement(construct).construct is construct
    assert prepare(statement(construct), DIALECTS[0]).names == ("number",)


def test_a_construct_that_cannot_be_built_says_so_at_its_use() -> None:
    broken = statement(lambda: select(1 / 0))
    with pytest.raises(ZeroDivisionError):
        prepare(broken, DIALECTS[0])


def test_importing_the_runtime_builds_no_statement() -> None:
    code = (
        "import sqlalchemy.sql.selectable as s, sqlalchemy.sql.dml as d, collections\n"
        "made = collections.Counter()\n"
        "for kind in (s.Select, d.Insert, d.Update, d.Delete):\n"
        "    before = kind.__init__\n"
        "    def init(self, *given, before=before, **named):\n"
        "        made[type(self).__name__] += 1\n"
        "        before(self, *given, **named)\n"
        "    kind.__init__ = init\n"
        "from commkit.runtime.delivery import worker\n"
        "print(dict(made))\n"
        "worker.sql.UNROUTED.construct\n"
        "print(dict(made))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == ["{}", "{'Select': 1}"]
