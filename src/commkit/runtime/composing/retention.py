"""The retention of a Kit: what features declare, checked, and how long the host keeps each kind of rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from attrs import frozen
from sqlalchemy import ColumnElement

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.holds import compose_holds
from commkit.runtime.model.errors import FieldError, Invalid, PluginError
from commkit.runtime.model.names import nearest_name, unknown_name
from commkit.runtime.storage.retention import PurgeStatements, Retention, is_age

LONGEST = timedelta(days=36_525)
"""A hundred years: longer than any calendar of a database reaches back from today."""


@frozen(eq=False)
class PurgeRule:
    """A kind of rows, and how long this Kit keeps them.

    Attributes:
        retention: The kind.
        kept_for: How long; None for ever.
        statements: Those by which its rows are deleted.
    """

    retention: Retention
    kept_for: timedelta | None
    statements: PurgeStatements

    @property
    def name(self) -> str:
        """What hosts call the kind."""
        return self.retention.name


def compose_retention(
    features: Sequence[Feature], given: Mapping[str, timedelta | None]
) -> Mapping[str, PurgeRule]:
    """How long each kind of rows is kept.

    Args:
        features: Of the whole Kit, in its order.
        given: What the host says; defaults hold for the rest.

    Raises:
        Invalid: The host names a kind that no feature declares, or gives no positive duration; all faults are listed.
    """
    declared = {kind.name: kind for feature in features for kind in feature.retention}
    faults = [fault for name, age in given.items() for fault in _faults(name, age, declared)]
    if faults:
        raise Invalid(faults)
    holds = compose_holds(features)
    return {
        kind.name: PurgeRule(
            kind,
            given.get(kind.name, kind.default),
            PurgeStatements(
                kind,
                [
                    *(feature.retains[kind.name] for feature in features if kind.name in feature.retains),
                    *([holds.held] if holds.may_hold(kind.table) else []),
                ],
            ),
        )
        for kind in declared.values()
    }


def _faults(name: str, age: object, declared: Mapping[str, Retention]) -> Iterator[FieldError]:
    path = f"retention.{name}"
    if name not in declared:
        yield unknown_name(path, name, declared, what="retention")
    if age is None:
        return
    if not isinstance(age, timedelta):
        told = f"give a duration, such as timedelta(days=30), or None to keep it for ever, not a {type(age).__name__}"
        yield FieldError(path, "wrong_type", told)
    elif not timedelta() < age <= LONGEST:
        yield FieldError(
            path, "out_of_range", "give more than nothing, and a hundred years at most; None keeps it"
        )


def check_retention(features: Sequence[Feature], *, core: frozenset[str]) -> None:
    """Check what features declare about how long rows are kept.

    Args:
        features: Of the whole Kit.
        core: Names of the core's own features, whose kinds carry no prefix.

    Raises:
        PluginError: A kind is declared twice, is of another feature's table, or could not be deleted in small steps; or
            a feature retains rows of a kind that nobody declares.
    """
    known: dict[str, Retention] = {}
    for feature in features:
        for kind in feature.retention:
            _check_kind(feature, kind, is_core=feature.name in core)
            if kind.name in known:
                raise misdeclared(
                    feature.plugin,
                    f"the retention {kind.name!r} is declared twice; rename one",
                    "runtime.name_taken",
                )
            known[kind.name] = kind
    for feature in features:
        for name, condition in feature.retains.items():
            if name not in known:
                near = nearest_name(name, known)
                hint = f"did you mean {near!r}?" if near else f"those are: {', '.join(sorted(known))}"
                raise misdeclared(
                    feature.plugin,
                    f"{feature.name!r} retains rows of {name!r}, which no feature declares; {hint}",
                )
            _check_condition(feature, known[name], condition)


def _check_kind(feature: Feature, kind: Retention, *, is_core: bool) -> None:
    for fault in _kind_faults(feature, kind, is_core=is_core):
        raise misdeclared(feature.plugin, f"the retention {kind.name!r} of {feature.name!r} {fault}")
    for condition in (kind.where, kind.needed):
        if condition is not None:
            _check_condition(feature, kind, condition)


def _kind_faults(feature: Feature, kind: Retention, *, is_core: bool) -> Iterator[str]:
    if not is_core and not kind.name.startswith(f"{feature.plugin}."):
        yield f"must begin with {feature.plugin + '.'!r}"
    if feature.tables is None or feature.tables.tables.get(kind.table.name) is not kind.table:
        yield f"is of {kind.table.name}, which is no table of this feature"
    if kind.age.table is not kind.table:
        yield f"says by {kind.age} how old a row of {kind.table.name} is; name a column of that table"
    elif not is_age(kind.age.type):
        yield f"says by {kind.age} how old a row is; name a time, a date or an id"
    elif not kind.is_indexed():
        yield f"needs an index that begins with {kind.age}: a purge reads a few rows at a time"
    if kind.default is not None and not timedelta() < kind.default <= LONGEST:
        yield "keeps its rows for no time, or too long; give a positive duration, or None for ever"


def _check_condition(feature: Feature, kind: Retention, condition: object) -> None:
    found = condition(kind.table) if callable(condition) else condition
    if not isinstance(found, ColumnElement):
        raise PluginError(
            "runtime.plugin_misdeclared",
            f"a condition of {feature.name!r} on rows of {kind.name!r} gives {found!r}; give one on its columns: "
            "lambda row: row.c.ended_at.is_(None)",
            plugin=feature.plugin,
        )
