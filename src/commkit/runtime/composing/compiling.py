"""How the features of a community type, and of the lobby, become a dispatch table."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

from commkit.runtime.composing.agent_grants import AgentRules
from commkit.runtime.composing.callbacks import DeliveryPolicy, Handler, Leading, Marking
from commkit.runtime.composing.declared_hooks import FACTS, MESSAGES, named_targets
from commkit.runtime.composing.declared_records import declared_records
from commkit.runtime.composing.dispatch import DispatchTable, Extension, Route
from commkit.runtime.composing.features import Feature, with_required
from commkit.runtime.composing.hiding import compose_visibility
from commkit.runtime.composing.offers import compile_offers
from commkit.runtime.composing.registry import Registry
from commkit.runtime.model.errors import Invalid, PluginError
from commkit.runtime.model.messages import Fact, Message, message_name
from commkit.runtime.model.types import (
    BANNED,
    DERIVED_ROLES,
    MEMBER,
    ROLE_ORDER,
    SILENCED,
    SUSPENDED,
    SYSTEM_ROLE,
    VISITOR,
    CommunityType,
    Role,
    enough_for,
)
from commkit.runtime.storage.statements import visible_ids
from commkit.runtime.values.serialization import override
from commkit.runtime.values.validation import validator_of


def compile_type(made: CommunityType, registry: Registry, *, everywhere: Iterable[str]) -> DispatchTable:
    """The table of a community type.

    Args:
        made: The type.
        registry: All features.
        everywhere: Names of features that every community has.
    """
    return _compile(
        made, [registry.features[n] for n in with_required((*everywhere, *made.features), registry.features)]
    )


def compile_lobby(registry: Registry, *, everywhere: Iterable[str]) -> DispatchTable:
    """The table of the lobby: every message that is sent outside a community, whichever feature it belongs to.

    No type has enabled a feature there, so only gates and transforms of the features that every community has run, and
    only those registered for the very message.
    """
    chosen = [registry.features[name] for name in everywhere]
    return _compile(CommunityType("", features=(), trust=()), list(registry.features.values()), lobby=chosen)


def _compile(
    made: CommunityType, features: list[Feature], *, lobby: list[Feature] | None = None
) -> DispatchTable:
    grants = _grants(made, features)
    visibility = compose_visibility(features, grants)
    declared = declared_records(made, features)
    return DispatchTable(
        community_type=made,
        routes=_routes(features, declared, lobby=lobby),
        reactions=_by_fact(features, [(f, f.reaction_list) for f in features]),
        subscribers=_by_fact(
            features,
            [
                (f, [*f.subscriber_list, *named_targets(f.declared_subscriber_list, declared, FACTS)])
                for f in features
            ],
        ),
        loaders={loader.record: loader for feature in features for loader in feature.loaders},
        visibility=visibility,
        visible_ids={record: visible_ids(known) for record, known in visibility.records.items()},
        describers={record: run for feature in features for record, run in feature.describer_list},
        markings=_markings(features),
        leadings=_leadings(features),
        value_readers={record: run for feature in features for record, run in feature.value_list},
        takers={record: Extension(f.name, run) for f in features for record, run in f.import_list},
        offer_listings={record: run for feature in features for record, run in feature.offer_listing_list},
        offers=compile_offers(features, grants, declared) if lobby is None else {},
        grants=grants,
        settings=_settings(made, features),
        declared=declared,
        port_types=frozenset(port for feature in features for port in feature.port_types),
        ports={kind: port for feature in features for kind, port in feature.ports.items()},
        notification_kinds={kind.name: kind for feature in features for kind in feature.notification_kinds},
        explanations=tuple(
            (known, Extension(f.name, known.run)) for f in features for known in f.explanation_list
        ),
        features=tuple(feature.name for feature in features),
        agent_rules=AgentRules(
            persons_only=frozenset(p for feature in features for p in feature.persons_only),
            explicit_permissions=frozenset(p for feature in features for p in feature.explicit_permissions),
        ),
    )


def _markings(features: list[Feature]) -> dict[type, tuple[tuple[str, Marking], ...]]:
    found: dict[type, tuple[tuple[str, Marking], ...]] = {}
    for feature in features:
        for record, marking in feature.marking_list:
            found[record] = (*found.get(record, ()), (feature.plugin, marking))
    return found


def _leadings(features: list[Feature]) -> dict[type, tuple[Leading, ...]]:
    found: dict[type, tuple[Leading, ...]] = {}
    for feature in features:
        for record, leading in feature.leading_list:
            found[record] = (*found.get(record, ()), leading)
    return found


def _settings(made: CommunityType, features: list[Feature]) -> dict[type, tuple[str, Any]]:
    """The defaults of settings: the type's over the features' own."""
    known = {f.name: f.settings for f in features if f.settings is not None}
    for layer in (made.archive_settings, made.settings):
        for name, values in layer.items():
            try:
                if name not in known:
                    raise Invalid.field(name, "no_settings", f"has no settings; those are: {sorted(known)}")
                changed = override(known[name], values)
            except Invalid as error:
                raise PluginError(
                    "runtime.plugin_misdeclared",
                    f"settings of the type {made.name!r} do not fit: {error}",
                    plugin=made.name,
                ) from error
            if layer is made.settings:
                known[name] = changed
    return {type(defaults): (name, defaults) for name, defaults in known.items()}


def _routes(
    features: list[Feature], declared: Mapping[type, Sequence[Any]], *, lobby: list[Feature] | None
) -> dict[type[Message[Any]], Route]:
    routes: dict[type[Message[Any]], Route] = {}
    gates = [
        (f, [*f.gate_list, *named_targets(f.declared_gate_list, declared, MESSAGES)])
        for f in lobby or features
    ]
    for feature in features:
        for message, handler in feature.handlers:
            if lobby is not None and not message.lobby:
                continue
            routes[message] = Route(
                name=message_name(feature.plugin, message),
                message=message,
                feature=feature.name,
                permission=message.permission,
                enough=enough_for(message.permission),
                result=_result(message),
                check=validator_of(message),
                gates=_extensions(message, gates, exact=lobby is not None),
                transforms=_extensions(
                    message, [(f, f.transform_list) for f in lobby or features], exact=lobby is not None
                ),
                handle=handler,
            )
    return routes


def _by_fact(
    features: list[Feature], offers: list[tuple[Feature, list[tuple[type[Fact], Handler]]]]
) -> dict[type[Fact], tuple[Extension, ...]]:
    return {
        fact: tuple(
            Extension(
                f.name, run, next((policy for known, policy in f.policies if known is run), DeliveryPolicy())
            )
            for f, registry in offers
            for target, run in registry
            if issubclass(fact, target)
        )
        for feature in features
        for fact in feature.facts
    }


def _result(message: type[Message[Any]]) -> type | None:
    """The R of `Command[R]`."""
    for base in getattr(message, "__orig_bases__", ()):
        for argument in get_args(base):
            if isinstance(argument, type):
                return argument
    return None


def _extensions(
    message: type[Message[Any]],
    offers: list[tuple[Feature, list[tuple[type[Message[Any]], Handler]]]],
    *,
    exact: bool,
) -> tuple[Extension, ...]:
    return tuple(
        Extension(feature.name, run)
        for feature, registry in offers
        for target, run in registry
        if (message is target if exact else issubclass(message, target))
    )


def _grants(made: CommunityType, features: list[Feature]) -> dict[tuple[str, int], frozenset[str]]:
    given: dict[str, set[str]] = {role: set() for role in ROLE_ORDER}
    for feature in features:
        for role, permissions in feature.all_grants.items():
            given.setdefault(role, set()).update(permissions)
    for lower, higher in pairwise(ROLE_ORDER):
        given[higher] |= given[lower]
    given[SILENCED] = given.get(SILENCED, set()) | given[VISITOR]
    given[SUSPENDED] = given.get(SUSPENDED, set()) | given[VISITOR]
    given[BANNED] = set()
    for name, declared in made.roles.items():
        given[name] = given.get(name, set()) | declared.grants | given.get(_likeness(name, declared), set())
    everything = {message.permission for feature in features for message, _ in feature.handlers}
    given[SYSTEM_ROLE] = everything.union(*given.values())
    levels = range(max(len(made.trust), 1))
    return {
        (role, level): _trusted(made, role, own, level) for role, own in given.items() for level in levels
    }


def _likeness(name: str, role: Role) -> str:
    return role.like or (name if name in ROLE_ORDER else MEMBER)


def _trusted(made: CommunityType, role: str, own: set[str], level: int) -> frozenset[str]:
    if role in DERIVED_ROLES - {SYSTEM_ROLE}:
        return frozenset(own)
    return frozenset(own.union(*(step.grants for step in made.trust[: level + 1])))
