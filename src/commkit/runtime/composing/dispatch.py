"""The dispatch table: for each community type, who handles a message and who may say no to it; compiled once."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import field, frozen

from commkit.runtime.composing.agent_grants import AgentLimits, AgentRules, limit_grants
from commkit.runtime.composing.callbacks import (
    DeliveryPolicy,
    Describer,
    Explainer,
    Handler,
    Leading,
    Loader,
    Marking,
    OfferListing,
    ValueReading,
)
from commkit.runtime.composing.offers import Offer
from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.messages import Fact, Message
from commkit.runtime.model.types import (
    MEMBER,
    SYSTEM_ROLE,
    CommunityType,
    NotificationKind,
    permission_name,
)
from commkit.runtime.storage.statements import Statement
from commkit.runtime.storage.visibility import Visibility

T = TypeVar("T")


@frozen
class Extension:
    """A function of a feature, and whose it is.

    Attributes:
        feature: The feature's name.
        run: The function.
        policy: How it is delivered, if it is a subscriber.
    """

    feature: str
    run: Handler
    policy: DeliveryPolicy = field(factory=DeliveryPolicy)

    @property
    def name(self) -> str:
        """Its name among all: `posts:review_trust`."""
        return f"{self.feature}:{self.run.__name__}"


@frozen
class Route:
    """The way of one message.

    Attributes:
        name: Its outside name.
        message: Its class.
        feature: Whose message it is.
        permission: What its actor needs.
        enough: What is enough to try: the permission, or the same for some objects only.
        result: The class of what it gives, where that is declared and is one class.
        check: Cleans it, or raises Invalid.
        gates: In order.
        transforms: In order.
        handle: Carries it out.
    """

    name: str
    message: type[Message[Any]]
    feature: str
    permission: str
    enough: tuple[str, ...]
    result: type | None
    check: Callable[[Any], Any]
    gates: tuple[Extension, ...]
    transforms: tuple[Extension, ...]
    handle: Handler


@frozen
class DispatchTable:
    """All ways of one community type, or of the lobby.

    Attributes:
        community_type: The community type; a nameless one for the lobby.
        routes: By message class.
        reactions: By fact class.
        subscribers: By fact class; run by the worker.
        loaders: By record class.
        visibility: What the features hide from whom.
        visible_ids: By record class, the statement that gives the visible ones of some ids.
        describers: Who says what objects are called, by record class.
        markings: Who marks objects, by record class, with the names of their plugins.
        leadings: Who says what the pages of objects show first, by record class.
        value_readers: Who reads the values that pages show beside objects, by record class.
        takers: Who takes imported records, by their class.
        offer_listings: Who lists what is offered about objects, by record class.
        offers: The commands about each record, by its class.
        grants: Permissions by role and trust level.
        settings: The feature and its defaults by settings class.
        declared: What features and the type declare for each other, by class.
        port_types: The classes of the objects that features ask the host for.
        ports: These objects by their class.
        notification_kinds: The kinds of notifications by name.
        explanations: Who explains which actions, in the order of the features.
        features: The names of the features, in order.
        agent_rules: What no agent holds, and what it holds by a scope that names it alone.
        missing: Whether it stands for a type that the Kit lacks, and is only read; see `missing_types`.
        unknown_role: The permissions of a role that nobody declared, where it is `missing`.
    """

    community_type: CommunityType
    routes: Mapping[type[Message[Any]], Route]
    reactions: Mapping[type[Fact], tuple[Extension, ...]]
    subscribers: Mapping[type[Fact], tuple[Extension, ...]]
    loaders: Mapping[type, Loader]
    visibility: Visibility
    visible_ids: Mapping[type, Statement[tuple[Any, ...]]]
    describers: Mapping[type, Describer]
    markings: Mapping[type, tuple[tuple[str, Marking], ...]]
    leadings: Mapping[type, tuple[Leading, ...]]
    value_readers: Mapping[type, ValueReading]
    takers: Mapping[type, Extension]
    offer_listings: Mapping[type, OfferListing]
    offers: Mapping[type, tuple[Offer, ...]]
    grants: Mapping[tuple[str, int], frozenset[str]]
    settings: Mapping[type, tuple[str, Any]]
    declared: Mapping[type, tuple[Any, ...]]
    port_types: frozenset[type]
    ports: Mapping[type, Any]
    notification_kinds: Mapping[str, NotificationKind]
    explanations: tuple[tuple[Explainer, Extension], ...]
    features: tuple[str, ...]
    agent_rules: AgentRules
    missing: bool = False
    unknown_role: frozenset[str] = frozenset()

    def port(self, kind: type[T]) -> T | None:
        """The host's object for a port, or None.

        Raises:
            PluginError: No feature declares the port among its `port_types`, so no host could give it.
        """
        if kind not in self.port_types:
            raise PluginError(
                "runtime.undeclared_port",
                f"no feature here declares {kind.__name__} among its port_types, so no host can give it",
            )
        return self.ports.get(kind)

    def declared_of(self, kind: type[T]) -> tuple[T, ...]:
        """What is declared of a class, the features' first.

        Raises:
            PluginError: No feature collects it, so nobody could declare it.
        """
        if kind not in self.declared:
            raise PluginError(
                "runtime.uncollected",
                f"no feature here names {kind.__name__} among what it collects, so nobody can declare it",
            )
        return self.declared[kind]

    def granted(self, role: str, trust: int) -> frozenset[str]:
        """The permissions of a role at a trust level; the type may have lost either since they were given."""
        found = self.grants.get((role, trust))
        if found is None and self.missing and (role, 0) not in self.grants:
            return self.unknown_role
        if found is None:
            known = role if (role, 0) in self.grants else MEMBER
            found = self.grants[known, min(trust, max(len(self.community_type.trust) - 1, 0))]
        return found

    def granted_to_agent(self, role: str, trust: int, limits: AgentLimits) -> frozenset[str]:
        """The permissions of an agent with a role, at a trust level."""
        principal = self.granted(limits.role, limits.trust) if limits.role else None
        return limit_grants(self.granted(role, trust), limits.scopes, self.agent_rules, principal)

    @property
    def permissions(self) -> frozenset[str]:
        """Every permission that somebody may hold in communities of this type."""
        return frozenset(map(permission_name, self.grants[SYSTEM_ROLE, 0]))
