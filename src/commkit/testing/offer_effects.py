"""What comes of the commands that views offer: whatever is offered about an object is sent about it.

A command that emits facts has an effect where it emits one; a command that never does, where it changes a row.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
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
    """What came of a command that was offered.

    Attributes:
        name: Its outside name.
        told: Who was offered it about what, and where; one sentence's beginning.
        error: Why it was refused; None where it was carried out.
        facts: Whether it emitted facts.
        writes: Whether it changed rows.
    """

    name: str
    told: str
    error: CommkitError | None = None
    facts: bool = False
    writes: bool = False


def send_offered(
    commands: Sequence[Sent], record: type[Any], offered: Offered, *, archived: bool
) -> Iterator[OfferOutcome]:
    """Send every command that a view offers about the objects of a phase; nothing of it is kept.

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
        name = field_about(cell.cls, record)
        if name is not None:
            samples[cell.role, cell.name].append((cell, command))
            objects.setdefault((cell.role, getattr(command, name)), cell)
    place = "an archived" if archived else "an open"
    for (role, id), cell in objects.items():
        for name in sorted(offered_to(cell, offered, id) or ()):
            told = f"{name} by {role} about the object of {cell} in {place} community"
            tried = [
                outcome
                for sample in samples.get((role, name), ())
                if (outcome := _send(sample, record, id, told)) is not None
            ]
            if tried:
                yield max(tried, key=_goodness)


def _goodness(outcome: OfferOutcome) -> tuple[bool, bool, bool]:
    return outcome.error is None, outcome.facts, outcome.writes


def _send(sample: Sent, record: type[Any], id: UUID, told: str) -> OfferOutcome | None:
    """What comes of one; None where the host itself was refused what only a member does."""
    cell, command = sample
    about = field_about(cell.cls, record)
    assert about is not None
    wanted: Any = evolve(command, **{about: id})
    facts = False
    try:
        with cell.scenario.kit.session(cell.actor, cell.scenario.community.slug) as session:
            session.do(wanted)
            facts = bool(context_of(session).facts)
            raise RollBack
    except RollBack:
        return OfferOutcome(cell.name, told, facts=facts, writes=_writes(cell, wanted))
    except CommkitError as error:
        return None if needs_a_member(cell, error) else OfferOutcome(cell.name, told, error)


def _writes(cell: MatrixCell, command: Command[Any]) -> bool:
    """Whether the handler of a command changes rows, besides those that are added for every command."""
    writes = 0
    try:
        with cell.scenario.kit.session(cell.actor, cell.scenario.community.slug) as session:
            context = context_of(session)
            route, message = context._admit(command)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
            before = context.writes
            run_handler(route, context, message)
            writes = context.writes - before
            raise RollBack
    except RollBack:
        return bool(writes)


def vain_offers(outcomes: Iterable[OfferOutcome], undecided: Mapping[str, Container[str]]) -> list[str]:
    """The offers that were refused or changed nothing, one sentence each.

    Args:
        outcomes: What came of all that was offered.
        undecided: Codes of errors that may come, by the name of the command.
    """
    known = list(outcomes)
    emitting = {each.name for each in known if each.error is None and each.facts}
    found = []
    for each in known:
        if each.error is not None:
            if each.error.code not in undecided.get(each.name, ()):
                found.append(f"{each.told} is offered, but was refused: {each.error}")
        elif not (each.facts if each.name in emitting else each.writes):
            found.append(f"{each.told} is offered, but is without effect")
    return found


def field_about(message: type[Any], record: type[Any]) -> str | None:
    """The field that holds the id of the object that a message is about."""
    wanted = get_type_hints(record)["id"]
    hints = get_type_hints(message)
    required = (known.name for known in attrs.fields(message) if known.default is attrs.NOTHING)
    return next((name for name in required if hints[name] is wanted), None)


def offered_to(cell: MatrixCell, offered: Offered, id: UUID) -> frozenset[str] | None:
    """What a view offers the sender about an object; None where no view shows it to them."""
    try:
        with cell.scenario.kit.session(cell.actor, cell.scenario.community.slug, read_only=True) as session:
            return offered(session, id)
    except (Denied, NotFound):  # they may not ask for the view, or it does not show the object
        return None


def needs_a_member(cell: MatrixCell, error: CommkitError | None) -> bool:
    """Whether the host itself was refused what only a member does; permissions do not tell these commands apart."""
    return cell.role == SYSTEM_ROLE and error is not None and error.code == "runtime.not_a_member"
