"""What is refused when a Kit is built: all that would be ignored, or would take the place of something else.

A plugin that registers a gate on a message nobody handles, or grants a permission to a role that does not exist, has
made a mistake that would show only when it is too late. Each is a `PluginError` that names the plugin and what to do.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.messages import Command, Fact, Message
from commkit.runtime.model.types import CommunityType


def misdeclared(plugin: str, message: str, code: str = "runtime.plugin_misdeclared") -> PluginError:
    """The error of a plugin that declares what cannot be."""
    return PluginError(code, message, plugin=plugin)


def check_unique(features: Sequence[Feature]) -> None:
    """Check that nobody takes the place of somebody else: each message has one handler, each record one loader.

    Args:
        features: Of the whole Kit, the core's first.

    Raises:
        PluginError: Something is there twice.
    """
    _check_handlers(features)
    _check_loaders(features)
    _check_records(features)
    _check_descriptions(features)
    _check_marks(features)
    _check_leads(features)
    _check_values(features)


def check_contract(
    features: Sequence[Feature], types: Sequence[CommunityType], *, universal: Iterable[str]
) -> None:
    """Check what features register against each other and against the types that use them.

    Args:
        features: Of the whole Kit, the core's first.
        types: Of the whole Kit.
        universal: Names of the features that every community has.

    Raises:
        PluginError: Something would be ignored.
    """
    universal = frozenset(universal)
    for feature in features:
        met = _messages_met(feature, features, types, universal)
        _check_targets(feature, features, met=met, in_lobby=feature.name in universal)
        _check_facts_heard(feature, features)


def _check_handlers(features: Sequence[Feature]) -> None:
    owners: dict[type[Message[Any]], Feature] = {}
    for feature in features:
        for message, _ in feature.handlers:
            if message in owners:
                raise misdeclared(
                    feature.plugin,
                    f"{message.__name__} is handled by {owners[message].name!r}; {feature.name!r} cannot: "
                    "use a gate, a transform or a reaction",
                    "runtime.handled_twice",
                )
            owners[message] = feature


def _check_loaders(features: Sequence[Feature]) -> None:
    owners: dict[type, Feature] = {}
    for feature in features:
        for loader in feature.loaders:
            if loader.record in owners:
                raise misdeclared(
                    feature.plugin,
                    f"{loader.record.__name__} is loaded by {owners[loader.record].name!r}; {feature.name!r} cannot "
                    "load it too: a record has one loader, since it decides who sees it",
                    "runtime.loaded_twice",
                )
            owners[loader.record] = feature


def _check_records(features: Sequence[Feature]) -> None:
    known: dict[str, tuple[type, Feature]] = {}
    for feature in features:
        for record in (*(loader.record for loader in feature.loaders), *feature.records):
            other, owner = known.setdefault(record.__name__, (record, feature))
            if other is not record:
                raise misdeclared(
                    feature.plugin,
                    f"the record name {record.__name__!r} is taken by {owner.name!r}; rename yours",
                    "runtime.name_taken",
                )


def _check_descriptions(features: Sequence[Feature]) -> None:
    for feature in features:
        _check_own(feature, "describes", [record for record, _ in feature.describer_list])
        _check_own(feature, "lists offers about", [record for record, _ in feature.offer_listing_list])


def _check_own(feature: Feature, verb: str, records: Sequence[type]) -> None:
    """Check that a feature says something of records that it loads, and once of each."""
    own = {loader.record for loader in feature.loaders}
    for record in records:
        if record not in own:
            raise misdeclared(
                feature.plugin,
                f"{feature.name!r} {verb} {record.__name__}, which it does not load; only the feature that loads a "
                "record does so",
            )
        if records.count(record) > 1:
            raise misdeclared(
                feature.plugin, f"{feature.name!r} {verb} {record.__name__} twice; leave one out"
            )


def _check_values(features: Sequence[Feature]) -> None:
    valued = {record for feature in features for record in feature.valued}
    read = [(feature, record) for feature in features for record, _ in feature.value_list]
    for number, (feature, record) in enumerate(read):
        if record not in valued:
            raise misdeclared(
                feature.plugin,
                f"{feature.name!r} reads values of {record.__name__}, whose views show none; those are: "
                f"{', '.join(sorted(known.__name__ for known in valued))}",
            )
        if record in {earlier for _, earlier in read[:number]}:
            raise misdeclared(
                feature.plugin,
                f"{feature.name!r} reads values of {record.__name__}, as another feature does; leave one out",
            )


def _check_marks(features: Sequence[Feature]) -> None:
    marked = {record for feature in features for record in feature.marked}
    for feature in features:
        records = [record for record, _ in feature.marking_list]
        _check_shown(feature, records, marked, "marks", "views show no marks")


def _check_leads(features: Sequence[Feature]) -> None:
    led = {record for feature in features for record in feature.led}
    for feature in features:
        records = [record for record, _ in feature.leading_list]
        _check_shown(feature, records, led, "leads", "pages show nothing first")


def _check_shown(
    feature: Feature, records: Iterable[type], shown: Iterable[type], does: str, why: str
) -> None:
    """Check that what a feature adds to views of some records is shown in them."""
    for record in records:
        if record not in shown:
            raise misdeclared(
                feature.plugin,
                f"{feature.name!r} {does} {record.__name__}, whose {why}; those are: "
                f"{', '.join(sorted(known.__name__ for known in shown))}",
            )


def _messages_met(
    feature: Feature, features: Sequence[Feature], types: Sequence[CommunityType], universal: frozenset[str]
) -> frozenset[type[Message[Any]]]:
    """The messages that gates of a feature can meet: those of the types that use it, and of the lobby."""
    by_name = {known.name: known for known in features}
    handled = frozenset(message for known in features for message, _ in known.handlers)
    used_in = [
        inside
        for made in types
        if feature.name in (inside := set(with_required((*universal, *made.features), by_name)))
    ]
    if not used_in or feature.name in universal:  # no type has it yet, or each has, whatever else it has
        return handled
    met = {message for inside in used_in for name in inside for message, _ in by_name[name].handlers}
    return frozenset(met | {message for message in handled if message.lobby})


def _check_targets(
    feature: Feature, features: Sequence[Feature], *, met: frozenset[type[Message[Any]]], in_lobby: bool
) -> None:
    for what, registry in (("gate", feature.gate_list), ("transform", feature.transform_list)):
        for target, _ in registry:
            if not _is_below(target, Message):
                raise misdeclared(
                    feature.plugin, f"a {what} of {feature.name!r} is on {target!r}, no message"
                )
            if what == "transform" and not issubclass(target, Command):
                raise misdeclared(
                    feature.plugin,
                    f"a transform of {feature.name!r} is on {target.__name__}; only commands can be transformed",
                )
            if why := _why_never_met(target, features, met=met, in_lobby=in_lobby):
                raise misdeclared(
                    feature.plugin,
                    f"a {what} of {feature.name!r} is on {target.__name__}, which it never meets: {why}",
                )


def _why_never_met(
    target: type[Message[Any]],
    features: Sequence[Feature],
    *,
    met: frozenset[type[Message[Any]]],
    in_lobby: bool,
) -> str:
    if target.lobby and not in_lobby:
        return "it is sent outside communities, where no type has the feature; react to its fact instead"
    if any(issubclass(message, target) for message in met):
        return ""
    if any(issubclass(message, target) for known in features for message, _ in known.handlers):
        return "no type that uses the feature has that message"
    return "nobody handles it"


def _check_facts_heard(feature: Feature, features: Sequence[Feature]) -> None:
    declared = [fact for known in features for fact in known.facts]
    for what, registry in (("reaction", feature.reaction_list), ("subscriber", feature.subscriber_list)):
        for target, _ in registry:
            if not _is_below(target, Fact):
                raise misdeclared(feature.plugin, f"a {what} of {feature.name!r} is on {target!r}, no fact")
            if not any(issubclass(fact, target) for fact in declared):
                raise misdeclared(
                    feature.plugin,
                    f"a {what} of {feature.name!r} is on {target.__name__}, which no feature declares among its facts",
                )


def _is_below(target: object, base: type) -> bool:
    return isinstance(target, type) and issubclass(target, base)
