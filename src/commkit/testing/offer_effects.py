"""What comes of the commands that views offer: whatever is offered about an object is sent about it.

A command that emits facts has an effect where it emits one; a command that never does, where it changes a row.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve, frozen

from commkit.runtime.model.errors import CommkitError, Denied, NotFound
from commkit.runtime.model.messages import Command
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.pipeline import run_handler
from commkit.runtime.sessions.session import Session
from commkit.testing.contexts import context_of
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.scenario import RollBack

Offered = Callable[[Session, UUID], frozenset[str]]
"""`(session, id) -> names`: what a view offers about an object."""

Sent = tuple[MatrixCell, Command[Any]]
"""A command, and the cell of the permission matrix that it is from."""


@frozen
class OfferOutcome:
    """What came of a command that was offered, or was carried out though it was not.

    Attributes:
        name: Its outside name.
        told: Who sends it about what, and where; the beginning of a sentence.
        error: Why it was refused; None where it was carried out.
        facts: Whether it emitted facts.
        writes: Whether it changed rows.
        offered: Whether it was offered.
        command: The command as it was sent.
    """

    name: str
    told: str
    error: CommkitError | None = None
    facts: bool = False
    writes: bool = False
    offered: bool = True
    command: Command[Any] | None = None


def send_offered(
    commands: Sequence[Sent], record: type[Any], offered: Offered, *, archived: bool
) -> Iterator[OfferOutcome]:
    """Send every command that a view offers about the objects of a phase; nothing of it is kept.

    Once for each command and role, what is offered only after it is sent, too: so a reaction is taken back.

    Args:
        commands: The commands of all cells; each is sent with the values of its own cell, about the object.
        record: The class of the objects.
        offered: What the view offers about one.
        archived: Whether the community is archived.

    Yields:
        What came of each; of several that a role has in the matrix, the best.
    """
    samples: dict[tuple[str, str], list[Sent]] = defaultdict(list)
    objects: dict[tuple[str, UUID], MatrixCell] = {}
    for cell, command in commands:
        if is_about(cell.cls, record):
            samples[cell.role, cell.name].append((cell, command))
        about = object_of(command, record)
        if about is not None:
            objects.setdefault((cell.role, about), cell)
    followed: set[tuple[str, str]] = set()
    place = "an archived" if archived else "an open"
    for (role, id), cell in objects.items():
        may = offered_to(cell, offered, id) or frozenset()
        for name in sorted(may):
            told = f"{name} by {role} about the object of {cell} in {place} community"
            known = [(it, with_object(command, record, id)) for it, command in samples.get((role, name), ())]
            best = _best(send(it, command, told) for it, command in known)
            if best is None:
                continue
            yield best
            if best.error is None and (role, name) not in followed:
                followed.add((role, name))
                first = best.command
                for later in sorted((offered_to(cell, offered, id, after=first) or may) - may):
                    outcome = _best(
                        send(it, with_object(command, record, id), f"{told}: {later} after it", after=first)
                        for it, command in samples.get((role, later), ())
                    )
                    if outcome is not None:
                        yield outcome


def _best(outcomes: Iterable[OfferOutcome | None]) -> OfferOutcome | None:
    def goodness(outcome: OfferOutcome) -> tuple[bool, bool, bool]:
        return outcome.error is None, outcome.facts, outcome.writes

    return max((each for each in outcomes if each is not None), key=goodness, default=None)


def send(
    cell: MatrixCell, command: Command[Any], told: str, *, after: Command[Any] | None = None
) -> OfferOutcome | None:
    """What comes of a command; nothing of it is kept. None where the host was refused what only a member does.

    Args:
        cell: Who sends it, and where.
        command: The command.
        told: Who sends what; the beginning of a sentence.
        after: What they send before it.
    """
    facts = False
    try:
        with _session(cell, after) as session:
            before = len(context_of(session).facts)
            session.do(command)
            facts = len(context_of(session).facts) > before
            raise RollBack
    except RollBack:
        writes = _writes(cell, command, after)
        return OfferOutcome(cell.name, told, facts=facts, writes=writes, command=command)
    except CommkitError as error:
        return None if needs_a_member(cell, error) else OfferOutcome(cell.name, told, error)


def _writes(cell: MatrixCell, command: Command[Any], after: Command[Any] | None) -> bool:
    """Whether the handler of a command changes rows, besides those that are added for every command."""
    writes = 0
    try:
        with _session(cell, after) as session:
            context = context_of(session)
            route, message = context._admit(command)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            before = context.writes
            run_handler(route, context, message)
            writes = context.writes - before
            raise RollBack
    except RollBack:
        return bool(writes)


@contextmanager
def _session(cell: MatrixCell, after: Command[Any] | None) -> Iterator[Session]:
    """A session of the sender, in which they sent something before."""
    with cell.scenario.kit.session(cell.actor, cell.scenario.community.slug) as session:
        if after is not None:
            session.do(after)
        yield session


def wrong_outcomes(outcomes: Iterable[OfferOutcome], undecided: Mapping[str, Container[str]]) -> list[str]:
    """The offers that were refused or changed nothing, and what changed something and was not offered.

    Args:
        outcomes: What came of all that was offered, and of what was carried out though it was not.
        undecided: Codes of errors that may come, by the name of the command.
    """
    known = list(outcomes)
    emitting = {each.name for each in known if each.error is None and each.facts}
    found = []
    for each in known:
        has_effect = each.facts if each.name in emitting else each.writes
        if each.error is not None:
            if each.error.code not in undecided.get(each.name, ()):
                found.append(f"{each.told} is offered, but was refused: {each.error}")
        elif each.offered and not has_effect:
            found.append(f"{each.told} is offered, but is without effect")
        elif has_effect and not each.offered:
            found.append(f"{each.told} is not offered, but was carried out")
    return found


def object_of(command: Any, record: type[Any]) -> UUID | None:
    """The id of the object of a record that a command is about; None where it is about none.

    That is its first required id of the record's own type, or what it names by class and id, as `FileReport` does.
    """
    name = _field_about(type(command), record)
    if name is not None:
        id: UUID = getattr(command, name)
        return id
    names_it = _names_objects(type(command)) and command.record == record.__name__
    return command.object if names_it else None


def is_about(message: type[Any], record: type[Any]) -> bool:
    """Whether commands of a class can be about objects of a record."""
    return _field_about(message, record) is not None or _names_objects(message)


def with_object(command: Any, record: type[Any], id: UUID) -> Any:
    """The same command about another object."""
    name = _field_about(type(command), record)
    if name is not None:
        return evolve(command, **{name: id})
    return evolve(command, record=record.__name__, object=id)


def _names_objects(message: type[Any]) -> bool:
    hints = get_type_hints(message)
    return hints.get("record") is str and hints.get("object") is UUID


def _field_about(message: type[Any], record: type[Any]) -> str | None:
    wanted = get_type_hints(record)["id"]
    hints = get_type_hints(message)
    required = (known.name for known in attrs.fields(message) if known.default is attrs.NOTHING)
    return next((name for name in required if hints[name] is wanted), None)


def offered_to(
    cell: MatrixCell, offered: Offered, id: UUID, *, after: Command[Any] | None = None
) -> frozenset[str] | None:
    """What a view offers the sender about an object, after they sent a command; None where no view shows it to them."""
    may: frozenset[str] | None = None
    try:
        with _session(cell, after) as session:
            may = offered(session, id)
            raise RollBack
    except (Denied, NotFound, RollBack):  # they may not ask for the view, or it does not show the object
        return may


def needs_a_member(cell: MatrixCell, error: CommkitError | None) -> bool:
    """Whether the host itself was refused what only a member does; permissions do not tell these commands apart."""
    return cell.role == SYSTEM_ROLE and error is not None and error.code == "runtime.not_a_member"
