"""What views offer, compared with what happens: every command about an object, sent by every role.

A command that is carried out must have been offered, and one that is refused to its sender must not have been. And
whatever is offered about any of the objects is sent about it: it must be carried out, and change something.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from attrs import evolve

from commkit.kit import Kit
from commkit.posts import PostId, ReadPost, ViewThread
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.sessions.session import Session
from commkit.testing.contexts import context_of
from commkit.testing.offer_effects import (
    Offered,
    OfferOutcome,
    is_about,
    needs_a_member,
    object_of,
    offered_to,
    send,
    send_offered,
    wrong_outcomes,
)
from commkit.testing.permission_matrix import MatrixCell, send_cell, walk_phases
from commkit.testing.permissions import ExpectedPermission, Fixture


def offered_about_post(session: Session, id: UUID) -> frozenset[str]:
    """What the page of its thread offers about a post."""
    post = session.ask(ReadPost(PostId(id)))
    after: str | None = None
    while True:
        page = session.ask(ViewThread(post.thread, after=after, limit=100, rendered=False))
        for item in page.items:
            if item.post.id == id:
                return item.may
        if page.next is None:
            raise NotFound("testing.not_shown", "its thread does not show this post")
        after = page.next


def offered_about(record: type[Any]) -> Offered:
    """What is offered about an object of a class that has no view with `may`, as a view would offer it.

    Args:
        record: The class; it has a loader.
    """

    def offered(session: Session, id: UUID) -> frozenset[str]:
        context = context_of(session)
        (may,) = offered_commands(context, record, [context.get(record, id)])
        return may

    return offered


def find_wrong_offers(
    kit: Kit,
    type: str,
    views: Mapping[type[Any], Offered],
    *,
    names: Iterable[str] | None = None,
    expected: Mapping[str, ExpectedPermission],
    fixtures: Mapping[str, Fixture],
    settings: Mapping[str, Any],
    undecided: Mapping[str, Container[str]] | None = None,
) -> list[str]:
    """Try every cell of the permission matrix whose message is about an object that a view shows.

    Args:
        kit: Where.
        type: The community type.
        views: What views offer about an object, by the class of its record.
        names: The commands; all that are about these records where it is left out.
        expected: Who may send which; only `given` and the roles that can be tried are taken from it.
        fixtures: How the objects are made that messages are about.
        settings: Values of features' settings that the type needs.
        undecided: Codes of errors by the name of the command: what it finds out by its other values, or only when it
            is carried out, such as a budget that is spent, may be offered.

    Returns:
        One sentence for each command that is offered and refused, offered and without effect, or carried out and not
        offered; and for each record about which nothing is ever offered, as then nothing was compared.
    """
    found: list[str] = []
    shown: set[Any] = set()
    chosen = sorted(set(_commands_about(kit, type, views)) & set(expected if names is None else names))
    outcomes: list[OfferOutcome] = []
    for messages, archived in walk_phases(
        kit, type, chosen, expected=expected, fixtures=fixtures, settings=settings
    ):
        commands = [(cell, message) for cell, message in messages if isinstance(message, Command)]
        for cell, message in commands:
            found.extend(_refused(cell, message, views, shown, outcomes, archived=archived))
        for record, offered in views.items():
            outcomes += send_offered(commands, record, offered, archived=archived)
    found += wrong_outcomes(outcomes, undecided or {})
    return found + [
        f"no view offers anything about a {record.__name__}" for record in views if record not in shown
    ]


def _commands_about(kit: Kit, type: str, views: Mapping[type[Any], Offered]) -> Iterator[str]:
    """The commands whose first required id is of one of some records."""
    table = kit._composition.tables[type]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    for record in views:
        for offer in table.offers[record]:
            if is_about(kit.registry.messages[offer.name], record):
                yield offer.name


def _refused(
    cell: MatrixCell,
    message: Command[Any],
    views: Mapping[type[Any], Offered],
    shown: set[type[Any]],
    outcomes: list[OfferOutcome],
    *,
    archived: bool,
) -> Iterator[str]:
    """What was offered, and refused to its sender; notes what was carried out and not offered."""
    place = "an archived" if archived else "an open"
    outcome = send_cell(cell, message)
    for record, offered in views.items():
        id = object_of(message, record)
        if id is None:
            continue
        may = offered_to(cell, offered, id)
        if may is None:
            continue
        is_offered = cell.name in may
        if is_offered:
            shown.add(record)
        if is_offered and outcome.permitted is False and not needs_a_member(cell, outcome.error):
            yield f"{cell} in {place} community is offered, but was {outcome}"
        if outcome.error is None and not is_offered:
            carried_out = send(cell, message, f"{cell} in {place} community")
            if carried_out is not None:
                outcomes.append(evolve(carried_out, offered=False))
