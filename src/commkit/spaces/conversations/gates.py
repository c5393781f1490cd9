"""The gate of conversations that a block has ended: whoever is blocked shows the other one nothing new there."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast, get_args, get_type_hints
from uuid import UUID

from commkit.members import may_message_despite_block
from commkit.runtime.composing.offers import id_type_of
from commkit.runtime.model.ids import is_id_type
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.spaces.conversations import statements as sql
from commkit.spaces.conversations.queries import conversation_ended, stands_in_ended
from commkit.spaces.feature import spaces


@spaces.gates(Command)
def refuse_when_ended(context: Context, command: Command[Any]) -> None:
    """Whoever the other one of a conversation blocks does nothing there that the other would see.

    Asked of every object that a command names by a field of its id type, whichever feature the two are of; a command
    that shows nobody anything new says so by `when_ended`.

    Raises:
        Denied: One of the objects stands in a conversation of two, and the other one blocks the actor.
    """
    named = {} if command.when_ended or command.lobby else _ids_named_by(cast("Any", type(command)))
    if not named or may_message_despite_block(context):
        return
    for record, ids in _objects(context, command, named):
        for id in ids:
            if stands_in_ended(context, record, id):
                raise conversation_ended()


def _objects(
    context: Context, command: Command[Any], named: Mapping[str, frozenset[Any]]
) -> Iterator[tuple[type, tuple[UUID, ...]]]:
    """The objects with an audience that a command names, by their records."""
    for known in context.visibility.records.values():
        fields = [name for name, types in named.items() if id_type_of(known.record) in types]
        if fields and sql.has_audience(context.visibility, known):
            yield (
                known.record,
                tuple(dict.fromkeys(id for name in fields for id in _ids_in(getattr(command, name)))),
            )


def _ids_in(value: object) -> Iterator[UUID]:
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, Mapping):
        yield from _ids_in((*value.keys(), *value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for part in cast("tuple[object, ...]", value):
            yield from _ids_in(part)


@cache
def _ids_named_by(command: Any) -> Mapping[str, frozenset[Any]]:
    """The fields of a command that hold ids, one or several, with the types of these."""
    found = {name: frozenset(_id_types(hint)) for name, hint in get_type_hints(command).items()}
    return {name: types for name, types in found.items() if types}


def _id_types(hint: object) -> Iterator[object]:
    if is_id_type(hint):
        yield hint
    for part in get_args(hint):
        yield from _id_types(part)
