"""What the features of a community type hide of records, put together and checked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.types import VISITOR
from commkit.runtime.storage.readers import outsider
from commkit.runtime.storage.visibility import Mute, Rule, Visibility, VisibleRecord


def compose_visibility(
    features: Iterable[Feature], grants: Mapping[tuple[str, int], frozenset[str]]
) -> Visibility:
    """The rules of some features, in their order.

    Args:
        features: The features.
        grants: The permissions of members by role and trust level.
    """
    chosen = list(features)
    rules: dict[type, tuple[Rule, ...]] = {}
    for feature in chosen:
        for record, rule in feature.hiding_list:
            rules[record] = (*rules.get(record, ()), rule)
    mutes: dict[type, tuple[Mute, ...]] = {}
    for feature in chosen:
        for record, mute in feature.muting_list:
            mutes[record] = (*mutes.get(record, ()), mute)
    unlistings = tuple(each for feature in chosen for each in feature.unlisting_list)
    removals = frozenset(rule for feature in chosen for rule in feature.removal_rules)
    kinds = {rule: kinds for feature in chosen for rule, kinds in feature.kind_rules}
    return Visibility(_visible_records(chosen), rules, grants, removals, kinds, mutes, unlistings)


def check_hiding(features: Sequence[Feature], *, universal: Iterable[str]) -> None:
    """Check that each rule hides something, and each record is a part of what is there.

    Args:
        features: Of the whole Kit.
        universal: Names of the features that every community has.

    Raises:
        PluginError: A rule would be ignored, or gives no condition; a record is a part of one without a table.
    """
    by_name = {feature.name: feature for feature in features}
    everywhere = frozenset(universal)
    for feature in features:
        beside = [by_name[name] for name in with_required((*everywhere, feature.name), by_name)]
        known = _visible_records(beside)
        for record, rule in feature.hiding_list:
            if record not in known:
                raise misdeclared(feature.plugin, _why_not_hidden(feature, record, features))
            _check_rule(feature, known[record], rule)
        for record, mute in feature.muting_list:
            if record not in known:
                raise misdeclared(feature.plugin, _why_not_hidden(feature, record, features, does="mutes"))
            if not known[record].mutable:
                why = f"{feature.name!r} mutes {record.__name__}, whose lists ask for no mutes"
                raise misdeclared(feature.plugin, why)
            _check_rule(feature, known[record], mute.rule, does="mutes")
        for loader in feature.loaders:
            if loader.shown is not None:
                _check_part(feature, loader.shown, known)


def _visible_records(features: Iterable[Feature]) -> dict[type, VisibleRecord]:
    shown = (loader.shown for feature in features for loader in feature.loaders)
    return {known.record: known for known in shown if known is not None}


def _why_not_hidden(
    feature: Feature, record: Any, features: Sequence[Feature], *, does: str = "hides"
) -> str:
    name = getattr(record, "__name__", repr(record))
    for other in features:
        for loader in other.loaders:
            if loader.record is record and loader.shown is not None:
                return (
                    f"{feature.name!r} {does} {name} of {other.name!r}, which it does not require: "
                    "add it to requires"
                )
            if loader.record is record:
                return f"{feature.name!r} {does} {name}, whose loader names no table: its statements ask no rules"
    return f"{feature.name!r} {does} {name}, which nobody loads"


def _check_rule(feature: Feature, known: VisibleRecord, rule: Rule, *, does: str = "hides") -> None:
    what = f"what {feature.name!r} {does} of {known.record.__name__}"
    try:
        condition = rule(known.table, outsider(VISITOR, lambda _: False))
    except PluginError:
        raise
    except Exception as error:
        raise misdeclared(
            feature.plugin, f"{what} cannot be asked: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(condition, ColumnElement):
        raise misdeclared(
            feature.plugin,
            f"{what} is a {type(condition).__name__}, no condition: (row, reader) -> condition in SQL",
        )


def _check_part(feature: Feature, known: VisibleRecord, beside: Mapping[type, VisibleRecord]) -> None:
    name = known.record.__name__
    needed = {"community_id", "id"} | ({known.part_of[1]} if known.part_of is not None else set())
    if missing := needed - set(known.table.c.keys()):
        raise misdeclared(feature.plugin, f"the table of {name} lacks {', '.join(sorted(missing))}")
    if known.part_of is not None and known.part_of[0] not in beside:
        raise misdeclared(
            feature.plugin,
            f"{name} is a part of {known.part_of[0].__name__}, whose loader names no table in a feature it requires",
        )
