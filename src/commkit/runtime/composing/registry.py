"""The registry of a Kit, checked: names are prefixed and unique, messages frozen and declared, requirements met."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
from attrs import Factory, field, frozen
from sqlalchemy import Table

from commkit.runtime.composing.callback_checks import check_callbacks
from commkit.runtime.composing.contract import check_contract, check_unique, misdeclared
from commkit.runtime.composing.declared_records import check_collected, check_declared_records
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.field_checks import check_composed_fields, check_declared_fields
from commkit.runtime.composing.granting import check_grants
from commkit.runtime.composing.hiding import check_hiding
from commkit.runtime.composing.holds import Holds, compose_holds
from commkit.runtime.composing.http_checks import check_http_resources
from commkit.runtime.composing.message_checks import check_fact, check_message
from commkit.runtime.composing.offers import check_offers
from commkit.runtime.composing.retention import check_retention
from commkit.runtime.composing.takers import check_takers
from commkit.runtime.composing.type_composition import compose_types, describe_composition
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.messages import Fact, Message, message_name
from commkit.runtime.model.type_origins import TypeComposition
from commkit.runtime.model.types import CommunityType
from commkit.runtime.storage.personal import declared
from commkit.runtime.storage.table_names import VERSION_SUFFIX, table_prefix
from commkit.runtime.values.templates import has_fields

MAX_TYPE_NAME = 64
"""Characters of a community type's name, at most: as wide as the columns that keep it."""


@frozen
class Registry:
    """Every feature and type of a Kit, by name.

    Attributes:
        features: In the order in which they were given, the core's first.
        types: Community types, with what they are composed of.
        declared_types: The same as they were declared.
        holds: Which rows stay as they are until they are released.
        messages: Commands and queries by their outside name, such as `posts.create_reply`.
        facts: Facts by name.
        records: Records by class name, for tools that load or document them.
    """

    features: Mapping[str, Feature] = field(factory=dict)
    types: Mapping[str, CommunityType] = field(factory=dict)
    messages: Mapping[str, type[Message[Any]]] = field(factory=dict)
    facts: Mapping[str, type[Fact]] = field(factory=dict)
    records: Mapping[str, type] = field(factory=dict)
    declared_types: Mapping[str, CommunityType] = field(factory=dict)
    holds: Holds = field(factory=Holds)
    _names: Mapping[type[Message[Any]], str] = field(
        init=False,
        repr=False,
        eq=False,
        default=Factory(lambda self: {cls: name for name, cls in self.messages.items()}, takes_self=True),
    )

    def composition_of(self, type: str) -> TypeComposition:
        """Which value of a type came from which of the types it is composed of, and what was passed over.

        Raises:
            NotFound: There is no such type.
        """
        if type not in self.types:
            raise NotFound(
                "runtime.no_such_type",
                f"there is no community type {type!r}; known are: {', '.join(sorted(self.types))}",
            )
        return describe_composition(type, self.declared_types)

    def name_of(self, message: type[Message[Any]]) -> str:
        """The outside name of a message class."""
        return self._names[message]


def build_registry(
    features: Sequence[Feature],
    types: Sequence[CommunityType],
    *,
    core: Iterable[str],
    universal: Iterable[str] = (),
) -> Registry:
    """Check features and types against the rules of the house and put them in order.

    Args:
        features: The core's and the plugins'.
        types: Community types.
        core: Names of the core's own features, which carry no plugin prefix.
        universal: Names of the features that every community has.

    Raises:
        PluginError: Naming the plugin and what is wrong with it.
    """
    core = frozenset(core)
    by_name: dict[str, Feature] = {}
    messages: dict[str, type[Message[Any]]] = {}
    facts: dict[str, type[Fact]] = {}
    records: dict[str, type] = {}
    check_unique(features)
    for feature in features:
        _once(by_name, feature.name, feature, feature)
        _check_feature(feature, is_core=feature.name in core)
        for message, _ in feature.handlers:
            check_message(feature, message)
            _once(messages, message_name(feature.plugin, message), message, feature)
        for fact in feature.facts:
            check_fact(feature, fact)
            _once(facts, fact.name, fact, feature)
        for record in (*(loader.record for loader in feature.loaders), *feature.records):
            records[record.__name__] = record
    for feature in features:
        for need in feature.requires:
            if need not in by_name:
                raise misdeclared(
                    feature.plugin,
                    f"feature {feature.name!r} needs {need!r}; give its plugin to the Kit, or name it in "
                    "commkit_requires",
                )
    _check_type_names(types)
    check_declared_fields(types)
    check_declared_records(features, types)
    composed = compose_types(types)
    for made in composed.values():
        _check_type(made, by_name)
        check_collected(made, by_name, universal=universal)
    check_composed_fields(composed.values(), by_name, universal)
    check_callbacks(features)
    check_contract(features, tuple(composed.values()), universal=universal)
    check_grants(features, tuple(composed.values()))
    check_hiding(features, universal=universal)
    check_takers(features, tuple(composed.values()), universal=universal)
    check_offers(features)
    check_retention(features, core=core)
    check_http_resources(features, messages)
    return Registry(
        by_name,
        composed,
        messages,
        facts,
        records,
        declared_types={made.name: made for made in types},
        holds=compose_holds(features),
    )


def _once(known: dict[str, Any], name: str, value: Any, feature: Feature) -> None:
    if name in known:
        raise misdeclared(
            feature.plugin, f"{name!r} is registered twice; rename one or leave one out", "runtime.name_taken"
        )
    known[name] = value


def _check_feature(feature: Feature, *, is_core: bool) -> None:
    if not is_core and "." not in feature.name:
        raise misdeclared(
            feature.plugin, f"call the feature {feature.name!r} `plugin.feature`, as in `qa.questions`"
        )
    prefix = table_prefix(None if is_core else feature.plugin)
    for table in feature.tables.tables if feature.tables is not None else ():
        _check_table_name(feature, table, prefix)
    if feature.tables is not None and not feature.migrations:
        raise misdeclared(
            feature.plugin, f"feature {feature.name!r} has tables; name the package of their migrations"
        )
    for each in feature.tables.tables.values() if feature.tables is not None else ():
        _check_columns(feature, each)
    for kind in feature.notification_kinds:
        if not kind.name.startswith(f"{feature.plugin}."):
            raise misdeclared(
                feature.plugin, f"notification kind {kind.name!r} must begin with {feature.plugin + '.'!r}"
            )
        if not has_fields(kind.sentence, {"by", "title"}):
            raise misdeclared(
                feature.plugin,
                f"the sentence of notification kind {kind.name!r} is {kind.sentence!r}; of braces it may have "
                "`{by}` and `{title}`",
            )
    if feature.settings is not None and not attrs.has(type(feature.settings)):
        raise misdeclared(
            feature.plugin, f"settings of {feature.name!r} must be an instance of a frozen attrs class"
        )


def _check_table_name(feature: Feature, table: str, prefix: str) -> None:
    if not table.startswith(prefix):
        raise misdeclared(feature.plugin, f"table {table!r} must begin with {prefix!r}")
    if table.endswith(VERSION_SUFFIX):
        raise misdeclared(
            feature.plugin,
            f"table {table!r} ends in {VERSION_SUFFIX!r}, as only tables do that keep the version of a plugin; "
            "rename it",
        )


def _check_columns(feature: Feature, table: Table) -> None:
    """Every column says what it is for and whom it is about; else a person's data could not be exported or erased."""
    said = {column.name: declared(column) for column in table.columns}
    for name, about in said.items():
        if about is None:
            raise misdeclared(
                feature.plugin,
                f"column {table.name}.{name} must declare what it is for: info=plain(...), person(...), "
                "host_key(...) or personal(...) of commkit.storage",
            )
        whose = said.get(about.of) if about.of else None
        if about.of and (whose is None or not whose.names):
            raise misdeclared(
                feature.plugin,
                f"column {table.name}.{name} is said to be about {about.of!r}: name a column of the same table that "
                "holds a member's id or a host's key",
            )


def _check_type_names(types: Iterable[CommunityType]) -> None:
    known: set[str] = set()
    for made in types:
        if not isinstance(made, CommunityType):
            raise misdeclared(
                str(made), f"{made!r} is no community type; give instances: CommunityType('support', ...)"
            )
        if not 1 <= len(made.name) <= MAX_TYPE_NAME:
            raise misdeclared(
                made.name,
                f"the type name {made.name!r} is too short or too long; use 1 to {MAX_TYPE_NAME} characters",
            )
        if made.name in known:
            raise misdeclared(
                made.name,
                f"community type {made.name!r} comes twice; leave one out, or give yours another name: "
                f'CommunityType("my_{made.name}", composes=("{made.name}",), features=(...), declares=(...))',
                "runtime.name_taken",
            )
        known.add(made.name)


def _check_type(made: CommunityType, features: Mapping[str, Feature]) -> None:
    for feature in made.features:
        if feature not in features:
            raise misdeclared(
                made.name, f"type {made.name!r} uses the feature {feature!r}, which is not installed"
            )
    _check_kinds(made)
    if not isinstance(made.reactions, Mapping):
        raise misdeclared(
            made.name,
            f"the reactions of type {made.name!r} are no mapping; give each and what it adds to a score: "
            "{'up': 1}",
        )


def _check_kinds(made: CommunityType) -> None:
    names = {kind.name for kind in made.post_kinds}
    if len(names) < len(made.post_kinds):
        raise misdeclared(made.name, f"type {made.name!r} has two post kinds of one name")
    for kind in made.post_kinds:
        for other in filter(None, (*kind.replies, kind.awaits, kind.as_reply)):
            if other not in names:
                raise misdeclared(
                    made.name, f"post kind {kind.name!r} names the kind {other!r}, which does not exist"
                )
        targets = {state for states in kind.states.values() for state in states}
        unknown = (targets | kind.closed | ({kind.solved} if kind.solved else set())) - kind.states.keys()
        if unknown:
            raise misdeclared(
                made.name, f"post kind {kind.name!r} names states it lacks: {', '.join(sorted(unknown))}"
            )
