"""Offers: which commands are about a record, by its id, and what more a record must be like for each of them.

A command is about the record whose id is its first required field of an id type with a loader:
`EditPost(post: PostId, ...)` about a `Post`. A feature says what else must hold, or that a command without such a field
is about a record too::

    @posts.offers(PinThread, about=Post)
    def is_no_reply(context: Context, post: Post) -> bool:
        return post.opens
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, TypeVar, cast, get_type_hints

import attrs
from attrs import frozen

from commkit.runtime.composing.callbacks import Condition, Withholding
from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.declared_hooks import MESSAGES, named_targets
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.ids import is_id_type
from commkit.runtime.model.messages import Command, message_name
from commkit.runtime.model.types import SYSTEM_ROLE, permission_name


@frozen
class Offer:
    """A command about a record.

    Attributes:
        name: Its outside name.
        permission: What its actor needs, as it is or for this very record.
        when_archived: Whether it is carried out in an archived community too.
        conditions: What the record must be like, besides.
        command: Its class.
        withholdings: Who says of which records of a page it is not offered.
    """

    name: str
    permission: str
    when_archived: bool
    conditions: tuple[Condition, ...]
    command: type[Command[Any]]
    withholdings: tuple[Withholding, ...]


def compile_offers(
    features: Iterable[Feature],
    grants: Mapping[tuple[str, int], frozenset[str]],
    declared: Mapping[type, Sequence[Any]],
) -> Mapping[type, tuple[Offer, ...]]:
    """The commands about each record that has a loader, in the order of the features.

    Those that no role may send are left out: they are the host's and its worker's, and no page has a button for them.

    Args:
        features: Of a community type.
        grants: What each role may do at each trust level.
        declared: The records that the features and the type declare, by class.
    """
    chosen = list(features)
    granted = {
        permission_name(permission)
        for (role, _), permissions in grants.items()
        if role != SYSTEM_ROLE
        for permission in permissions
    }
    records = [loader.record for feature in chosen for loader in feature.loaders]
    id_types = {id_type_of(record) for record in records}
    conditions = _said_of(each for feature in chosen for each in feature.offer_list)
    withholdings = _said_of(
        each
        for feature in chosen
        for each in (
            *feature.withholding_list,
            *(
                (command, object, run)
                for command, run in named_targets(feature.declared_withholding_list, declared, MESSAGES)
            ),
        )
    )
    found: dict[type, list[Offer]] = {record: [] for record in records}
    for feature in chosen:
        for message, _ in feature.handlers:
            if not issubclass(message, Command) or message.lobby or message.permission not in granted:
                continue
            about = _id_type_about(message, id_types)
            for record in records:
                known = [
                    conditions[key] for whose in (record, object) if (key := (message, whose)) in conditions
                ]
                if known or (about is not None and id_type_of(record) is about):
                    withheld = [
                        run for whose in (record, object) for run in withholdings.get((message, whose), ())
                    ]
                    found[record].append(_offer(feature, message, chain.from_iterable(known), withheld))
    return {record: tuple(offers) for record, offers in found.items()}


S = TypeVar("S")


def _said_of(all: Iterable[tuple[type, type, S]]) -> dict[tuple[type, type], tuple[S, ...]]:
    """What was said of each command about each record."""
    found: dict[tuple[type, type], tuple[S, ...]] = {}
    for command, record, said in all:
        found[command, record] = (*found.get((command, record), ()), said)
    return found


def check_offers(features: Sequence[Feature]) -> None:
    """Check that each condition is on a command that somebody handles, about a record that somebody loads.

    Args:
        features: Of the whole Kit.

    Raises:
        PluginError: A condition would be ignored.
    """
    handled = {message for feature in features for message, _ in feature.handlers}
    loaded = {loader.record for feature in features for loader in feature.loaders}
    for feature in features:
        said: list[tuple[Any, Any, Any]] = [*feature.offer_list, *feature.withholding_list]  # may be anything
        for command, record, _ in said:
            name = getattr(command, "__name__", repr(command))
            if command not in handled or not issubclass(command, Command) or command.lobby:
                raise misdeclared(
                    feature.plugin,
                    f"{feature.name!r} says when {name} is offered, which is no command of a community that a "
                    "feature handles",
                )
            if record not in loaded and record is not object:
                raise misdeclared(
                    feature.plugin,
                    f"{feature.name!r} offers {name} about {getattr(record, '__name__', repr(record))}, which no "
                    "feature loads; name a record with a loader",
                )


def _offer(
    feature: Feature,
    message: type[Command[Any]],
    conditions: Iterable[Condition],
    withholdings: Iterable[Withholding],
) -> Offer:
    return Offer(
        name=message_name(feature.plugin, message),
        permission=message.permission,
        when_archived=message.when_archived,
        conditions=tuple(conditions),
        command=message,
        withholdings=tuple(withholdings),
    )


def _id_type_about(message: type[Any], known: Collection[Any]) -> Any:
    """The first id type of some that a required field of a message holds; None where there is none."""
    return next((hint for hint in _required_ids(cast("Any", message)) if hint in known), None)


@cache
def _required_ids(message: type[Any]) -> tuple[Any, ...]:
    hints = get_type_hints(message)
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(message)
    return tuple(
        hints[known.name]
        for known in fields
        if known.default is attrs.NOTHING and is_id_type(hints[known.name])
    )


@cache
def id_type_of(record: type) -> Any:
    """The type of a record's own ids, such as `PostId`; None where it has none."""
    try:
        hint = get_type_hints(record).get("id") if attrs.has(record) else None
    except NameError:  # of a name that only type checkers see
        return None
    return hint if is_id_type(hint) else None
