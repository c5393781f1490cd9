"""Who takes imported records is checked when a Kit is built: they are offered, and one feature of a type takes each."""

from collections.abc import Iterable, Sequence
from typing import Any

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.model.types import CommunityType


def check_takers(
    features: Sequence[Feature], types: Sequence[CommunityType], *, universal: Iterable[str]
) -> None:
    """Check what features take of imports.

    Args:
        features: Of the whole Kit, the core's first.
        types: Of the whole Kit.
        universal: Names of the features that every community has.

    Raises:
        PluginError: A record is one that no import command offers, a feature takes a record twice, or two features of
            a type take the same.
    """
    offered = {record for feature in features for record in feature.imported}
    for feature in features:
        taken = [record for record, _ in feature.import_list]
        for record in taken:
            if record not in offered:
                raise misdeclared(
                    feature.plugin,
                    f"{feature.name!r} takes {_named(record)}, which no import command offers; those are: "
                    f"{', '.join(sorted(map(_named, offered)))}",
                )
            if taken.count(record) > 1:
                raise misdeclared(
                    feature.plugin, f"{feature.name!r} takes {_named(record)} twice; leave one out"
                )
    by_name = {feature.name: feature for feature in features}
    everywhere = tuple(universal)
    for made in types:
        _check_type(made, [by_name[name] for name in with_required((*everywhere, *made.features), by_name)])


def _check_type(made: CommunityType, features: Iterable[Feature]) -> None:
    owners: dict[type, Feature] = {}
    for feature in features:
        for record, _ in feature.import_list:
            other = owners.setdefault(record, feature)
            if other is not feature:
                raise misdeclared(
                    feature.plugin,
                    f"{_named(record)} is taken by {other.name!r} in communities of the type {made.name!r}; "
                    f"{feature.name!r} cannot take it too: leave one of the two out of the type",
                    "runtime.taken_twice",
                )


def _named(record: Any) -> str:
    return getattr(record, "__name__", repr(record))
