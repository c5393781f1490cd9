"""What of one community type another one lacks, and who would see more: from dispatch tables and counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from commkit.community_types.records import LossKind, TypeExposure, TypeLoss
from commkit.posts import Post
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.composing.features import plugin_of
from commkit.runtime.model.fields import SUBJECTS, FieldSubject
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.model.types import OUTSIDER, OWNER, ROLE_ORDER, STEWARD, VISITOR
from commkit.runtime.values.serialization import dump, to_json

Holders = Mapping[tuple[str, int], int]
"""How many members have a role at a trust level."""

DEPENDENCIES = frozenset(LossKind) - {LossKind.GRANT, LossKind.TRUST}
"""What keeps a change from being undone where there is more of it than right after the change. Whoever joined since, or
was trusted more, loses grants and levels with the new type as everybody does."""


def fingerprint_of(before: str, after: str, losses: object, exposures: object) -> str:
    """A hash of what a plan says."""
    return sha256(to_json(dump([before, after, losses, exposures])).encode()).hexdigest()[:32]


def lost_features(old: DispatchTable, new: DispatchTable) -> list[str]:
    """The features that only the old type has."""
    return [name for name in old.features if name not in new.features]


def lost_posts(
    old: DispatchTable, new: DispatchTable, posts: Iterable[tuple[Any, ...]]
) -> Iterator[TypeLoss]:
    """Kinds that the new type lacks, and states of kinds that it has.

    Args:
        old: The old type's table.
        new: The new type's.
        posts: Kind, state and count of the posts that are not removed.
    """
    kinds: Counter[str] = Counter()
    known = set(visible_kinds(new))
    for kind, state, count in posts:
        found = new.community_type.kind(kind)
        if kind not in known or found is None:
            kinds[kind] += count
        elif state not in found.states:
            yield TypeLoss(LossKind.POST_STATE, f"{kind}: {state}", count)
    for name in visible_kinds(old):
        if name not in known:
            kinds[name] += 0
    for kind, count in kinds.items():
        yield TypeLoss(LossKind.POST_KIND, kind, count)


def visible_kinds(table: DispatchTable) -> tuple[str, ...]:
    """The post kinds that can be seen in communities of a type: none where it has no posts."""
    if "posts" not in table.features:
        return ()
    return tuple(kind.name for kind in table.community_type.post_kinds)


def lost_fields(
    old: DispatchTable, new: DispatchTable, values: Iterable[tuple[Any, ...]]
) -> Iterator[TypeLoss]:
    """Fields that the new type lacks, or declares as another kind of field.

    Args:
        old: The old type's table.
        new: The new type's.
        values: What has them, the field's name, its kind and the count of the values there are.
    """
    counts: Counter[tuple[FieldSubject, str]] = Counter()
    for subject, name, kind, count in values:
        its = new.community_type.all_fields(subject).get(name)
        if its is None or its.kind != kind:
            counts[subject, name] += count
    for subject in SUBJECTS:
        for name, its in old.community_type.all_fields(subject).items():
            other = new.community_type.all_fields(subject).get(name)
            if other is None or other.kind != its.kind:
                counts[subject, name] += 0
    for (subject, name), count in counts.items():
        yield TypeLoss(LossKind.FIELD, f"{subject}.{name}", count)


def lost_reactions(new: DispatchTable, given: Mapping[str, int]) -> Iterator[TypeLoss]:
    """Reactions that members gave, and that the new type lacks."""
    for name, count in given.items():
        if name not in new.community_type.reactions:
            yield TypeLoss(LossKind.REACTION, name, count)


def lost_standing(old: DispatchTable, new: DispatchTable, holders: Holders) -> Iterator[TypeLoss]:
    """Roles, trust levels and grants that members lose."""
    roles: Counter[str] = Counter()
    levels: Counter[int] = Counter()
    grants: Counter[str] = Counter()
    highest = max(len(new.community_type.trust) - 1, 0)
    for (role, trust), count in holders.items():
        if (role, 0) not in new.grants:
            roles[role] += count
        if trust > highest:
            levels[trust] += count
        for permission in old.granted(role, trust) - new.granted(role, trust):
            grants[f"{role}: {permission}"] += count
    yield from (TypeLoss(LossKind.ROLE, role, count) for role, count in roles.items())
    yield from (TypeLoss(LossKind.TRUST, str(level), count) for level, count in levels.items())
    yield from (TypeLoss(LossKind.GRANT, grant, count) for grant, count in grants.items())


def lost_settings(new: DispatchTable, own: Mapping[str, Mapping[str, Any]]) -> Iterator[TypeLoss]:
    """Settings of the community's own for features that the new type lacks."""
    known = {name for name, _ in new.settings.values()}
    for feature, values in own.items():
        if feature not in known:
            for name in values:
                yield TypeLoss(LossKind.SETTING, f"{feature}.{name}", 1)


def lost_scheduled(
    new: DispatchTable, waiting: Mapping[str, int], names: Mapping[str, Any]
) -> Iterator[TypeLoss]:
    """Scheduled commands that the new type lacks.

    Args:
        new: The new type's table.
        waiting: How many wait, by the command's outside name.
        names: The classes of messages by their outside names.
    """
    for name, count in waiting.items():
        if names.get(name) not in new.routes:
            yield TypeLoss(LossKind.SCHEDULED, name, count)


def lost_deliveries(new: DispatchTable, open_deliveries: Mapping[str, int]) -> Iterator[TypeLoss]:
    """Open deliveries to subscribers that the new type lacks."""
    known = {subscriber.name for found in new.subscribers.values() for subscriber in found}
    for name, count in open_deliveries.items():
        if name not in known:
            yield TypeLoss(LossKind.DELIVERY, name, count)


def find_exposures(
    formers: Iterable[DispatchTable], new: DispatchTable, holders: Collection[tuple[str, int]]
) -> Iterator[TypeExposure]:
    """Permissions to read that somebody gains over things that exist, whatever type the community had.

    What a role has by its own name, in the new type, is given on purpose: to stewards, owners, and roles that the new
    type declares. What everybody has, what comes with trust, and what members have by a role that the new type lacks,
    must not tell them more than before.
    """
    written_only = _only_for_commands(new)
    for former in formers:
        plugins = {plugin_of(feature) for feature in former.features}
        for role, trust in sorted({*holders, (VISITOR, 0), (OUTSIDER, 0)}):
            gained = new.granted(role, trust) - former.granted(role, trust) - written_only
            if role in (STEWARD, OWNER) or (role in new.community_type.roles and role not in ROLE_ORDER):
                gained -= new.grants[role, 0]
            for permission in sorted(gained):
                if not permission.endswith(":own") and plugin_of(permission) in plugins:
                    yield TypeExposure(role, trust, permission, former.community_type.name)


def lost_rules(formers: Iterable[DispatchTable], new: DispatchTable) -> Iterator[TypeExposure]:
    """Hiding rules of a type that the community had, which the new type lacks for records that it shows.

    What hides posts of some kinds is not needed where the new type has none of them: it hides all such posts.
    """
    shown = visible_kinds(new)
    for former in formers:
        for record, rules in former.visibility.rules.items():
            kept = new.visibility.rules.get(record, ())
            for rule in rules:
                kinds = former.visibility.kinds.get(rule) if record is Post else None
                if kinds is not None and kinds.isdisjoint(shown):
                    continue
                if record in new.visibility.records and rule not in kept:
                    name = f"{record.__name__}: {getattr(rule, '__name__', 'a rule')}"
                    yield TypeExposure(VISITOR, 0, "", former.community_type.name, name)


def _only_for_commands(table: DispatchTable) -> frozenset[str]:
    """Permissions that commands need, and no query."""
    commands = {route.permission for message, route in table.routes.items() if issubclass(message, Command)}
    queries = {route.permission for message, route in table.routes.items() if issubclass(message, Query)}
    return frozenset(commands - queries)


def grown(losses: Iterable[TypeLoss], baseline: Mapping[str, int]) -> list[str]:
    """What there is more of than right after a change, for an error: `12 posts...`."""
    return [
        f"{loss.kind} {loss.name} ({loss.count - baseline.get(key_of(loss), 0)} new)"
        for loss in losses
        if loss.kind in DEPENDENCIES and loss.count > baseline.get(key_of(loss), 0)
    ]


def key_of(loss: TypeLoss) -> str:
    """The key of a loss in a baseline."""
    return f"{loss.kind} {loss.name}"
