"""Feature: the unit of behaviour. It gathers messages, handlers, tables, gates, transforms, reactions and settings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, overload
from uuid import UUID

from attrs import evolve, field, frozen
from sqlalchemy import MetaData, Table

from commkit.runtime.model.errors import PluginError
from commkit.runtime.model.http import HttpResource
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Fact, Message
from commkit.runtime.model.traces import ExplainSubject
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.storage.holding import MemberCondition
from commkit.runtime.storage.retention import Retention, RowCondition
from commkit.runtime.storage.visibility import Mute, Rule, Unlisting, VisibleRecord, limited_to_kinds

if TYPE_CHECKING:  # what runs features stands above them
    from commkit.runtime.sessions.context import Context

from commkit.runtime.composing.callbacks import (
    C,
    DeliveryPolicy,
    Explainer,
    Explanation,
    F,
    Gate,
    GateFn,
    Handler,
    HandlerRegistration,
    HidingFn,
    Loader,
    Loading,
    M,
    Reaction,
    ReactionFn,
    Subscriber,
    SubscriberFn,
    T,
    Taking,
    Targets,
    Transform,
    TransformFn,
)
from commkit.runtime.composing.declared_hooks import DECLARED_HOOKS, DeclaredHooks
from commkit.runtime.composing.view_hooks import VIEW_HOOKS, adding_to


@frozen(eq=False)
class Feature(DeclaredHooks):
    """The unit of behaviour and of enabling.

    A feature is a module's constant; the decorators below fill it while that module is imported, and a Kit reads it
    once, when it is built.

    Attributes:
        name: `posts`, or `qa.questions` for a plugin: the plugin's name comes first and prefixes all it brings.
        tables: Its tables, if it has any.
        migrations: Import path of the package that holds its Alembic revision files.
        settings: Its settings: an instance of a frozen attrs class, which holds the defaults.
        grants: The permissions it gives to each role, where a type says nothing else; see also `all_grants`.
            `posts.edit:own` holds for the actor's own objects only, `posts.edit:space` for what stands in a space that
            the actor moderates.
        system_only: Permissions that the host alone holds; a role or trust level with one of them is refused.
        persons_only: Permissions that no agent holds, whatever its role and its scopes.
        explicit_permissions: Permissions that an agent holds only where one of its scopes names them: to vote, to
            accept, and what else people do in their own name.
        facts: Every fact it may emit.
        records: Records it hands out beyond those of its loaders; named here, they can be loaded from JSON.
        marked: Records whose views show what other features mark them with.
        led: Records whose pages show first which parts other features put there; see `leads`.
        valued: Records whose views show values that another feature reads, such as the fields of members.
        imported: Records that its import commands offer to the features of the community's type; see `imports`.
        requires: Names of features that must come with it.
        declares: Records for other features, each of a class that one of them `collects`: which facts earn points,
            which are activities. A record has a `name` that begins with the plugin's.
        collects: The frozen classes of such records that it reads, with `Context.declared`. What their `queries` and
            `features` name, if they have such fields, must be there.
        port_types: The classes that describe the objects of the host it asks for.
        ports: These objects, by their class; the host gives them to the Kit or to the plugin.
        notification_kinds: The kinds of notifications it sends to members.
        retention: Which rows of its tables are deleted once they are old, and how long they are kept by default.
        retains: Which rows are kept however old they are, by the name of their retention, such as `audit`, its own or
            another feature's: `row -> condition`. For what still needs them; an erasure asks nobody, see `holds`. It is
            asked of the rows of one window, so it should find what it looks for by an index.
        holds: Which rows stay as they are until they are released, by the name of their table, its own or another
            feature's: `row -> condition`. No erasure blanks or deletes them and no retention deletes them; for legal
            holds. Call `commkit.privacy.lock_holds` before anything is held or released, and `complete_erasures` after
            a release. It should find what it looks for by an index.
        holds_members: The same for all that a member wrote in a community, in tables of whatever feature:
            `(community id, member id) -> condition`.
        http_resources: What it serves over HTTP beside its messages, under the address of a community.
    """

    name: str
    tables: MetaData | None = field(default=None, kw_only=True)
    migrations: str | None = field(default=None, kw_only=True)
    settings: Any = field(default=None, kw_only=True)
    grants: Mapping[str, Iterable[str]] = field(factory=dict, kw_only=True)
    system_only: tuple[str, ...] = field(default=(), kw_only=True)
    persons_only: tuple[str, ...] = field(default=(), kw_only=True)
    explicit_permissions: tuple[str, ...] = field(default=(), kw_only=True)
    facts: tuple[type[Fact], ...] = field(default=(), kw_only=True)
    records: tuple[type, ...] = field(default=(), kw_only=True)
    marked: tuple[type, ...] = field(default=(), kw_only=True)
    led: tuple[type, ...] = field(default=(), kw_only=True)
    valued: tuple[type, ...] = field(default=(), kw_only=True)
    imported: tuple[type, ...] = field(default=(), kw_only=True)
    requires: tuple[str, ...] = field(default=(), kw_only=True)
    declares: tuple[Any, ...] = field(default=(), kw_only=True)
    collects: tuple[type, ...] = field(default=(), kw_only=True)
    port_types: tuple[type, ...] = field(default=(), kw_only=True)
    ports: Mapping[type, Any] = field(factory=dict, kw_only=True)
    notification_kinds: tuple[NotificationKind, ...] = field(default=(), kw_only=True)
    retention: tuple[Retention, ...] = field(default=(), kw_only=True)
    retains: Mapping[str, RowCondition] = field(factory=dict, kw_only=True)
    holds: Mapping[str, RowCondition] = field(factory=dict, kw_only=True)
    holds_members: MemberCondition | None = field(default=None, kw_only=True)
    http_resources: tuple[HttpResource, ...] = field(default=(), kw_only=True)

    handlers: list[tuple[type[Message[Any]], Handler]] = field(factory=list, init=False)
    gate_list: list[tuple[type[Message[Any]], Handler]] = field(factory=list, init=False)
    transform_list: list[tuple[type[Message[Any]], Handler]] = field(factory=list, init=False)
    reaction_list: list[tuple[type[Fact], Handler]] = field(factory=list, init=False)
    subscriber_list: list[tuple[type[Fact], Handler]] = field(factory=list, init=False)
    loaders: list[Loader] = field(factory=list, init=False)
    hiding_list: list[tuple[type, Rule]] = field(factory=list, init=False)
    muting_list: list[tuple[type, Mute]] = field(factory=list, init=False)
    unlisting_list: list[Unlisting] = field(factory=list, init=False)
    removal_rules: list[Rule] = field(factory=list, init=False)
    kind_rules: list[tuple[Rule, frozenset[str]]] = field(factory=list, init=False)
    explanation_list: list[Explainer] = field(factory=list, init=False)
    import_list: list[tuple[type, Taking]] = field(factory=list, init=False)
    policies: list[tuple[Handler, "DeliveryPolicy"]] = field(factory=list, init=False)

    def handles(self, message: type[M]) -> "HandlerRegistration[M]":
        """Register the one function that carries out a command or answers a query: `(context, message) -> result`."""
        return HandlerRegistration(self.handlers, message)

    @overload
    def gates(self, message: type[M], /) -> "Callable[[Gate[M]], Gate[M]]": ...
    @overload
    def gates(
        self, message: type[Message[Any]], other: type[Message[Any]], /, *more: type[Message[Any]]
    ) -> "Callable[[GateFn], GateFn]": ...
    def gates(self, *messages: type[Any]) -> Any:
        """Register a gate: `(context, message) -> Deny | Invalid | None`; on a base class it sees all below it.

        It answers `Invalid` where a field holds what it does not accept; what all gates find so is told together. An
        exception in a gate refuses the message: gates fail closed.
        """
        return adding_to(self.gate_list, *messages)

    @overload
    def transforms(self, message: type[C], /) -> "Callable[[Transform[C]], Transform[C]]": ...
    @overload
    def transforms(
        self, message: type[Command[Any]], other: type[Command[Any]], /, *more: type[Command[Any]]
    ) -> "Callable[[TransformFn], TransformFn]": ...
    def transforms(self, *messages: type[Any]) -> Any:
        """Register a transform: `(context, command) -> command | None`; it may replace the command."""
        return adding_to(self.transform_list, *messages)

    @overload
    def reacts_to(self, fact: type[F], /) -> "Callable[[Reaction[F]], Reaction[F]]": ...
    @overload
    def reacts_to(
        self, fact: type[Fact], other: type[Fact], /, *more: type[Fact]
    ) -> "Callable[[ReactionFn], ReactionFn]": ...
    def reacts_to(self, *facts: type[Any]) -> Any:
        """Register a reaction: `(context, fact) -> None`, in the transaction of the command; raising aborts it."""
        return adding_to(self.reaction_list, *facts)

    @overload
    def subscribes_to(
        self, fact: type[F], /, *, pauses: Iterable[timedelta] = (), targets: "Targets | None" = None
    ) -> "Callable[[Subscriber[F]], Subscriber[F]]": ...
    @overload
    def subscribes_to(
        self,
        fact: type[Fact],
        other: type[Fact],
        /,
        *more: type[Fact],
        pauses: Iterable[timedelta] = (),
        targets: "Targets | None" = None,
    ) -> "Callable[[SubscriberFn], SubscriberFn]": ...
    def subscribes_to(
        self, *facts: type[Any], pauses: Iterable[timedelta] = (), targets: "Targets | None" = None
    ) -> Any:
        """Register a subscriber: `(delivery, fact) -> None`, run by the worker, at least once for each fact.

        Args:
            *facts: The facts it gets; a base class stands for all below it.
            pauses: How long to wait after each failed attempt; when they are used up, the delivery is parked. The
                worker's own growing pauses where it is left out.
            targets: `(unit, row) -> names`: asked where a fact is routed; the fact is delivered once for each name
                (`delivery.target`), and to nobody where there is none. One delivery without a target where it is left
                out; see also `Delivery.forward`.
        """

        def register(function: SubscriberFn) -> SubscriberFn:
            self.policies.append((function, DeliveryPolicy(tuple(pauses), targets)))
            return adding_to(self.subscriber_list, *facts)(function)

        return register

    def explains(
        self, *actions: str, about: ExplainSubject = "permission", gate: Handler | None = None
    ) -> "Callable[[Explanation], Explanation]":
        """Register who explains actions: `(context, request) -> steps`; see `commkit.explaining`.

        Args:
            *actions: Permissions, outside names of messages, or kinds of notifications. `posts.` stands for all below
                it, and an empty name for everything.
            about: `permission`, or `notification`.
            gate: The gate whose answer it gives ahead of time, so that the trace need not say it is asked later.
        """

        def register(function: "Explanation") -> "Explanation":
            self.explanation_list.extend(Explainer(action, function, about, gate) for action in actions)
            return function

        return register

    def loads(
        self,
        record: type[T],
        *,
        owner: Callable[[T], "MemberId | None"] | None = None,
        table: Table | None = None,
        part_of: tuple[type, str] | None = None,
        space: "Callable[[Context, T], UUID | None] | None" = None,
        mutable: bool = False,
    ) -> "Callable[[Loading[T]], Loading[T]]":
        """Register the one loader of a record by its id: `(context, id) -> record | None`.

        Args:
            record: The class of the record.
            owner: `record -> member id`: whose it is, for permissions that end in `:own`.
            table: Its table, with `community_id` and `id`, where features may hide its rows with `hides`: then every
                statement that shows them is a `visible_statement`.
            part_of: The record that it is a part of, and the column that says which: it is hidden with that one.
            space: `(context, record) -> id of the space it stands in`, for permissions that end in `:space`.
            mutable: Whether every list of such records asks what its reader muted, so that features may mute them; see
                `mutes`.
        """
        shown = VisibleRecord(record, table, part_of, mutable) if table is not None else None

        def register(fetch: "Loading[T]") -> "Loading[T]":
            self.loaders.append(Loader(record, fetch, owner, shown, space))
            return fetch

        return register

    def hides(
        self, record: type, *, removal: bool = False, kinds: Iterable[str] = ()
    ) -> Callable[[HidingFn], HidingFn]:
        """Register what is hidden of a record, its own or another feature's: `(row, reader) -> condition`.

        It holds wherever the record is shown: by its loader, in pages, counts, searches, notifications, exports. It
        only narrows: what another rule hides stays hidden.

        Args:
            record: The class of a record whose loader names its table.
            removal: Whether it hides what was taken out of sight, and nothing else: who saw it until then is told of
                it; see `Fact.took_away`.
            kinds: The kinds of posts that it hides, and no others; all where there are none. A community may become one
                of a type that lacks the rule and these kinds, since its posts of them are hidden there anyway.
        """
        of = frozenset(kinds)

        def register(rule: HidingFn) -> HidingFn:
            known = limited_to_kinds(rule, of) if of else rule
            if of:
                self.kind_rules.append((known, of))
            if removal:
                self.removal_rules.append(known)
            adding_to(self.hiding_list, record)(known)
            return rule

        return register

    def mutes(self, record: type, *, within: bool = False) -> Callable[[HidingFn], HidingFn]:
        """Register what a reader does not want of a record, its own or another feature's: `(row, reader) -> condition`.

        What is muted is in no list, search or digest of that reader, and causes them no notification. It hides nothing:
        whoever follows its address reads it, and what people decide about, such as cases of moderation, is there for
        them whatever they mute.

        Args:
            record: The class of a record that its loader calls `mutable`, such as `Post`.
            within: Whether it holds inside of something that the reader opened, too: for single replies of a thread,
                rather than for threads.
        """

        def register(rule: HidingFn) -> HidingFn:
            self.muting_list.append((record, Mute(rule, within)))
            return rule

        return register

    def unlists(self, *, ranked: bool = False) -> Callable[[HidingFn], HidingFn]:
        """Register whom lists of people leave out: `(membership's row, reader) -> condition`.

        It hides nothing: who knows the id of a member, or reads what they wrote, finds them as before. Lists of members
        and searches for people ask it, also those of other plugins; see `Visible.listed`.

        Args:
            ranked: Whether it holds for lists that rank people, such as leaderboards, in place of lists and searches.
        """

        def register(rule: HidingFn) -> HidingFn:
            self.unlisting_list.append(Unlisting(rule, ranked))
            return rule

        return register

    def imports(self, record: type) -> "Callable[[Taking], Taking]":
        """Register who takes imported records: `(context, records) -> reasons`, in the transaction of their import.

        It is given a batch of them, with the ids of this community, and gives one text for each in their order: empty
        where it took the record, else the reason why it did not. They are kept by the importers in any case, so what
        it takes is a copy that it makes its own: a badge of its own, a duplicate, a bounty. Of the features of a type
        one takes a record.

        Args:
            record: The class of a record that a feature names among its `imported`, such as `ImportedBadge`.
        """
        return adding_to(self.import_list, record)

    def with_settings(self, settings: Any) -> "Feature":
        """The same feature with the host's settings, for one Kit.

        Args:
            settings: An instance of the feature's settings class.

        Raises:
            PluginError: It is of another class, or the feature has no settings.
        """
        if type(settings) is not type(self.settings) or settings is None:
            wanted = "none" if self.settings is None else f"a {type(self.settings).__name__}"
            raise PluginError(
                "runtime.wrong_settings",
                f"the feature {self.name!r} takes {wanted} as its settings, not a {type(settings).__name__}",
                plugin=self.plugin,
            )
        return self._copy(settings=settings)

    def with_ports(self, ports: Mapping[type, Any]) -> "Feature":
        """The same feature with further objects of the host, for one Kit.

        Args:
            ports: The objects by the class that describes them.
        """
        return self._copy(ports={**self.ports, **ports})

    @property
    def all_grants(self) -> Mapping[str, frozenset[str]]:
        """The permissions it gives to each role: those of `grants`, and those that its messages are `granted_to`."""
        given: dict[str, set[str]] = {role: set(permissions) for role, permissions in self.grants.items()}
        for message, _ in self.handlers:
            if message.granted_to is not None:
                given.setdefault(message.granted_to, set()).add(message.permission)
        return {role: frozenset(permissions) for role, permissions in given.items()}

    def _copy(self, **changes: Any) -> "Feature":
        copy = evolve(self, **changes)
        for name in _REGISTRIES:
            getattr(copy, name).extend(getattr(self, name))
        return copy

    @property
    def plugin(self) -> str:
        """The plugin it belongs to: the first part of its name."""
        return plugin_of(self.name)


def with_required(names: Iterable[str], features: Mapping[str, "Feature"]) -> Iterator[str]:
    """Names of features, each one's needs ahead of it, none twice."""
    seen: set[str] = set()

    def walk(name: str) -> Iterator[str]:
        if name in seen:
            return
        seen.add(name)
        for need in features[name].requires:
            yield from walk(need)
        yield name

    for name in names:
        yield from walk(name)


def plugin_of(feature: str) -> str:
    """The plugin of a feature, by its name: the first part of it; every error names it so."""
    return feature.partition(".")[0]


_REGISTRIES = (
    "handlers",
    "gate_list",
    "transform_list",
    "reaction_list",
    "subscriber_list",
    "loaders",
    "hiding_list",
    "muting_list",
    "unlisting_list",
    "removal_rules",
    "kind_rules",
    "explanation_list",
    "import_list",
    "policies",
    *DECLARED_HOOKS,
    *VIEW_HOOKS,
)
