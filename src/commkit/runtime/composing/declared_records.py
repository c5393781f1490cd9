"""What features declare for each other: which facts earn points, which are activities, what a type expects of a badge.

A feature `collects` a frozen class; other features, and types, `declare` records of it, each with a name. So a feature
learns of plugins that it does not know. A record that nobody collects would be ignored, and is refused, as is one that
names messages or facts for the hooks of `declared_hooks`, queries, features or a `permission` which are not there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.declared_hooks import FACTS, FEATURES, MESSAGES, PERMISSION, QUERIES
from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.model.messages import Query
from commkit.runtime.model.types import CommunityType, permission_name


def declared_records(made: CommunityType, features: Sequence[Feature]) -> dict[type, tuple[Any, ...]]:
    """The records of each class that one of the features collects, in the order of the features, then of the type.

    Args:
        made: The type; its records take the place of the features' that have the same name.
        features: Of the type.
    """
    found: dict[type, dict[str, Any]] = {kind: {} for feature in features for kind in feature.collects}
    for each in (*(each for feature in features for each in feature.declares), *made.declares):
        if type(each) in found:
            found[type(each)][each.name] = each
    return {kind: tuple(records.values()) for kind, records in found.items()}


def check_declared_records(features: Sequence[Feature], types: Iterable[CommunityType]) -> None:
    """Check that everything that features declare is collected, and that no two records have one name.

    Args:
        features: Of the whole Kit.
        types: Of the whole Kit, as they were declared.

    Raises:
        PluginError: A record is of no class that is collected, or its name is wrong or taken.
    """
    collected = {kind for feature in features for kind in _collected(feature)}
    named = _fields_to_check(features)
    known = _targets_of(features)
    taken: set[tuple[type, str]] = set()
    for feature in features:
        for each in feature.declares:
            _check_record(feature.plugin, each, collected, taken)
            _check_names(feature.plugin, each, named, known)
            if not each.name.startswith(f"{feature.plugin}."):
                raise misdeclared(
                    feature.plugin,
                    f"the {type(each).__name__} {each.name!r} of {feature.name!r} must begin with "
                    f"{feature.plugin + '.'!r}",
                )
    for made in types:
        taken = set()
        for each in made.declares:
            _check_record(made.name, each, collected, taken)


def check_collected(
    made: CommunityType, features: Mapping[str, Feature], *, universal: Iterable[str]
) -> None:
    """Check that what a type declares is collected by one of its own features.

    Args:
        made: The type, composed.
        features: Of the whole Kit, by name.
        universal: Names of the features that every community has.

    Raises:
        PluginError: A record would be ignored in communities of the type, or does not fit the others.
    """
    inside = list(with_required((*universal, *made.features), features))
    chosen = [features[name] for name in inside]
    collected = {kind for feature in chosen for kind in feature.collects}
    named, known = _fields_to_check(chosen), _targets_of(chosen)
    for each in made.declares:
        _check_record(made.name, each, collected, set())
        _check_names(made.name, each, named, known)
    declared = declared_records(made, chosen)
    for feature in chosen:
        for check in feature.declared_check_list:
            if faults := list(check(declared)):
                raise misdeclared(
                    made.name, f"what {made.name!r} declares for {feature.name!r}: {'; '.join(faults)}"
                )


def _collected(feature: Feature) -> Iterator[type]:
    for kind in feature.collects:
        if not attrs.has(kind) or "name" not in attrs.fields_dict(kind):
            raise misdeclared(
                feature.plugin,
                f"{feature.name!r} collects {kind!r}; name frozen attrs classes that have a `name`",
            )
        yield kind


def _check_record(owner: str, each: Any, known: Iterable[type], taken: set[tuple[type, str]]) -> None:
    """Check one record, and add its name to those that are taken."""
    kind = type(each)
    if kind not in known:
        raise misdeclared(
            owner,
            f"{owner!r} declares a {kind.__name__}, which none of the features collects; they collect: "
            f"{', '.join(sorted(other.__name__ for other in known))}",
        )
    if (kind, each.name) in taken:
        raise misdeclared(
            owner,
            f"the {kind.__name__} {each.name!r} is declared twice; rename one or leave one out",
            "runtime.name_taken",
        )
    taken.add((kind, each.name))


def _fields_to_check(features: Iterable[Feature]) -> dict[type, set[str]]:
    """The fields by which records of each class name what must be there: what features act on, queries and features.

    Raises:
        PluginError: A feature acts on what records name of a class that it does not collect.
    """
    found: dict[type, set[str]] = {}
    for feature in features:
        for kind in feature.collects:
            found.setdefault(kind, set()).update({QUERIES, FEATURES} & attrs.fields_dict(kind).keys())
        messages = (*feature.declared_gate_list, *feature.declared_withholding_list)
        for names, registered in ((MESSAGES, messages), (FACTS, feature.declared_subscriber_list)):
            for kind, _ in registered:
                if kind not in feature.collects:
                    raise misdeclared(
                        feature.plugin,
                        f"{feature.name!r} acts on the {names} of {kind!r}, which it does not collect",
                    )
                found.setdefault(kind, set()).add(names)
    return found


def _targets_of(features: Iterable[Feature]) -> dict[str, set[Any]]:
    """What records can name: the messages, facts and permissions of some features, and their names."""
    chosen = list(features)
    messages = {message for feature in chosen for message, _ in feature.handlers}
    granted = {name for feature in chosen for names in feature.grants.values() for name in names}
    return {
        MESSAGES: messages,
        QUERIES: {message for message in messages if issubclass(message, Query)},
        FEATURES: {feature.name for feature in chosen},
        FACTS: {fact for feature in chosen for fact in feature.facts},
        PERMISSION: {permission_name(name) for name in granted} | {each.permission for each in messages},
    }


def _check_names(
    owner: str, each: Any, named: Mapping[type, Iterable[str]], known: Mapping[str, Iterable[Any]]
) -> None:
    """Check that what a record names is there."""
    permission = getattr(each, PERMISSION, "")
    if permission and permission not in known[PERMISSION]:
        raise misdeclared(
            owner,
            f"the {type(each).__name__} {each.name!r} of {owner!r} names the permission {permission!r}, "
            "which no feature here has",
        )
    for names in named.get(type(each), ()):
        for target in getattr(each, names):
            if target not in known[names]:
                raise misdeclared(
                    owner,
                    f"the {type(each).__name__} {each.name!r} of {owner!r} names "
                    f"{getattr(target, '__name__', repr(target))} among its {names}, which no feature here brings",
                )
