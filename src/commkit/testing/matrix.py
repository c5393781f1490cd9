"""The permission matrix: every message, sent by every role, beside what was written down who may send it.

It is tried about every sort of thing, in an open community and in an archived one; see `commkit.testing.permissions`.

Each message is sent through a real session, which is then rolled back, so that every cell meets the same community.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from commkit.communities import Visibility
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, NotFound
from commkit.runtime.model.messages import Command, Message, Query
from commkit.runtime.model.types import MEMBER, OUTSIDER, SYSTEM_ROLE, VISITOR
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.testing.histories import reference_in
from commkit.testing.permissions import Expected, Thing, roles_of
from commkit.testing.samples import filled
from commkit.testing.stage import NOBODY_HERE, OTHER, Stage, set_stage

MessageClass = type[Message[Any]]


@frozen
class Cell:
    """One place in the matrix.

    Attributes:
        stage: Where.
        name: The outside name of the message.
        cls: Its class.
        role: Who sends it.
        mine: Whether the thing it is about is the sender's.
        gone: Whether that thing was taken down.
        has_thing: Whether it is about a thing at all.
        fields: The values of the message's fields that are known so far, for functions in `given`.
    """

    stage: Stage
    name: str
    cls: MessageClass
    role: str
    mine: bool
    gone: bool
    has_thing: bool
    fields: dict[str, Any] = field(factory=dict)

    @property
    def actor(self) -> Actor:
        """The host's key of the sender."""
        if self.role == SYSTEM_ROLE:
            return SYSTEM
        return None if self.cls.lobby and self.role == VISITOR else self.role

    @property
    def owner(self) -> str:
        """The host's key of whose the thing is."""
        return self.role if self.mine else OTHER

    def __str__(self) -> str:
        about = f" about {'their own' if self.mine else 'a'} thing{' that is gone' if self.gone else ''}"
        return f"{self.name} by {self.role}{about if self.has_thing else ''}"


@frozen
class Outcome:
    """What came of a message.

    Attributes:
        error: Why it was refused; None where it was carried out.
    """

    error: CommkitError | None

    @property
    def permitted(self) -> bool | None:
        """Whether the sender may; None where it cannot be told, because the message itself was wrong."""
        if self.error is None or isinstance(self.error, Conflict):
            return True
        return False if isinstance(self.error, Denied | NotFound) else None

    def __str__(self) -> str:
        if self.error is None:
            return "carried out"
        if self.permitted is None:
            return f"not even understood: {self.error}"
        return f"{'let past, and then stopped' if self.permitted else 'refused'}: {self.error}"


class _Undo(Exception):  # no error
    """Ends a session without keeping anything."""


def surprises(
    kit: Kit,
    type: str,
    names: Iterable[str],
    *,
    expected: Mapping[str, Expected],
    things: Mapping[str, Thing],
    settings: Mapping[str, Any],
) -> list[str]:
    """Try every cell.

    Args:
        kit: Where.
        type: The community type.
        names: The messages.
        expected: Who may send which.
        things: How things are made that messages are about.
        settings: Values of features' settings that the type needs.

    Returns:
        The cells that came out otherwise than written, one sentence each.
    """
    told: list[str] = []
    reached: set[str] = set()
    chosen = list(names)
    for visibility in (Visibility.PUBLIC, Visibility.PRIVATE):
        stage = set_stage(kit, type, settings=settings, things=things, visibility=visibility)
        cells = list(_cells(stage, chosen, expected, outside=visibility is Visibility.PRIVATE))
        messages = [_message(cell, expected[cell.name]) for cell in cells]
        stage.cast()
        for archived in (False, True):
            if archived:
                stage.archive()
            for cell, message in zip(cells, messages, strict=True):
                if archived and cell.cls.lobby:
                    continue
                came = _knock(cell, message)
                should = _should(cell, expected[cell.name], archived=archived)
                if came.error is None:
                    reached.add(cell.name)
                if came.permitted is not should:
                    where = "an archived" if archived else "an open"
                    wish = "carried out" if should else "refused"
                    told.append(f"{cell} in {where} community should be {wish}, but was {came}")
    never = [n for n in chosen if n not in reached and set(expected[n].roles.values()) - {"no"}]
    return told + [f"{name} was never carried out to its end; give it fitting values" for name in never]


def things_in(cls: MessageClass, things: Mapping[str, Thing], expected: Expected) -> dict[str, Thing]:
    """The fields of a message that hold things which must be made, and how."""
    hints = get_type_hints(cls, include_extras=True)
    found: dict[str, Thing] = {}
    for attribute in attrs.fields(cls):  # type: ignore[arg-type]  # every message is an attrs class
        given = expected.given.get(attribute.name)
        if isinstance(given, Thing):
            found[attribute.name] = given
        elif given is None and attribute.default is attrs.NOTHING:
            name = attribute.name if attribute.name in things else reference_in(hints[attribute.name])
            if name is not None and name in things:
                found[attribute.name] = things[name]
    return found


def _cells(
    stage: Stage, names: Iterable[str], expected: Mapping[str, Expected], *, outside: bool
) -> Iterator[Cell]:
    """All cells of a stage; the private one is there for who is outside of it."""
    roles = roles_of(stage.kit.registry.types[stage.community.type])
    for name in names:
        cls = stage.kit.registry.messages[name]
        made = things_in(cls, stage.things, expected[name]).values()
        for role in (VISITOR, MEMBER, SYSTEM_ROLE) if cls.lobby else roles:
            if outside is not (role == OUTSIDER):
                continue
            nobody = role in (*NOBODY_HERE, SYSTEM_ROLE)
            for mine in (False, True) if made and not nobody else (False,):
                can_go = bool(made) and all(t.gone and (t.mine_can_go or not mine) for t in made)
                for gone in (False, True) if can_go else (False,):
                    yield Cell(stage, name, cls, role, mine, gone, bool(made))


def _should(cell: Cell, expected: Expected, *, archived: bool) -> bool:
    if archived and issubclass(cell.cls, Command) and not expected.archived:
        return False
    type = cell.stage.kit.registry.types[cell.stage.community.type]
    if not cell.has_thing:
        return expected.word(cell.role, type) != "no"
    return expected.allows(cell.role, type, mine=cell.mine, gone=cell.gone)


def _message(cell: Cell, expected: Expected) -> Message[Any]:
    """The message of a cell, with the thing it is about."""
    for name, thing in things_in(cell.cls, cell.stage.things, expected).items():
        id = cell.stage.thing(thing, cell.owner, gone=cell.gone)
        cell.fields[name] = (id,) if get_origin(get_type_hints(cell.cls)[name]) is tuple else id
    for name, value in expected.given.items():
        if not isinstance(value, Thing):
            cell.fields[name] = value(cell) if callable(value) else value
    message: Message[Any] = filled(cell.cls, cell.fields, cell.stage.clock())
    return message


def _knock(cell: Cell, message: Message[Any]) -> Outcome:
    place = None if cell.cls.lobby else cell.stage.community.slug
    try:
        with cell.stage.kit.session(cell.actor, place) as session:
            if isinstance(message, Query):
                session.ask(message)
            else:
                session.do(message)  # type: ignore[arg-type]  # what is no query is a command
            raise _Undo
    except _Undo:
        return Outcome(None)
    except CommkitError as error:
        return Outcome(error)
