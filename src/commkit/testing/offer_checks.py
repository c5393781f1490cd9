"""What views offer, compared with what happens: every command about an object, sent by every role.

A command that is carried out must have been offered, and one that is refused to its sender must not have been.
What the state of things forbids (`Conflict`) may be offered or not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_type_hints
from uuid import UUID

import attrs

from commkit.kit import Kit
from commkit.posts import PostId, ReadPost, ViewThread
from commkit.runtime.model.errors import CommkitError, Denied, NotFound
from commkit.runtime.model.messages import Command
from commkit.runtime.model.types import SYSTEM_ROLE
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.sessions.session import Session
from commkit.testing.contexts import context_of
from commkit.testing.permission_matrix import MatrixCell, send_cell, walk_cells
from commkit.testing.permissions import ExpectedPermission, Fixture

Offered = Callable[[Session, UUID], frozenset[str]]
"""`(session, id) -> names`: what a view offers about an object."""


def offered_by_loader(record: type[Any]) -> Offered:
    """What is offered about an object by its record alone, for records that no view shows."""

    def offered(session: Session, id: UUID) -> frozenset[str]:
        context = context_of(session)
        found = context.get(record, id)
        space = context.dispatch.loaders[record].space
        where = space(context, found) if space is not None else None
        return offered_commands(context, record, [found], space=lambda _: where)[0]

    return offered


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


def find_wrong_offers(
    kit: Kit,
    type: str,
    views: Mapping[type[Any], Offered],
    *,
    names: Iterable[str] | None = None,
    expected: Mapping[str, ExpectedPermission],
    fixtures: Mapping[str, Fixture],
    settings: Mapping[str, Any],
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

    Returns:
        One sentence for each command that is offered and refused, or carried out and not offered; and for each record
        about which nothing is ever offered, as then nothing was compared.
    """
    found: list[str] = []
    shown: set[Any] = set()
    chosen = sorted(set(_commands_about(kit, type, views)) & set(expected if names is None else names))
    for cell, message, archived in walk_cells(
        kit, type, chosen, expected=expected, fixtures=fixtures, settings=settings
    ):
        if isinstance(message, Command):
            found.extend(_wrong(cell, message, views, shown, archived=archived))
    return found + [
        f"no view offers anything about a {record.__name__}" for record in views if record not in shown
    ]


def _commands_about(kit: Kit, type: str, views: Mapping[type[Any], Offered]) -> Iterator[str]:
    """The commands whose first required id is of one of some records."""
    table = kit._composition.tables[type]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    for record in views:
        for offer in table.offers[record]:
            if _field_about(kit.registry.messages[offer.name], record) is not None:
                yield offer.name


def _field_about(message: type[Any], record: type[Any]) -> str | None:
    """The field that holds the id of the object that a message is about."""
    wanted = get_type_hints(record)["id"]
    hints = get_type_hints(message)
    required = (known.name for known in attrs.fields(message) if known.default is attrs.NOTHING)
    return next((name for name in required if hints[name] is wanted), None)


def _wrong(
    cell: MatrixCell,
    message: Command[Any],
    views: Mapping[type[Any], Offered],
    shown: set[type[Any]],
    *,
    archived: bool,
) -> Iterator[str]:
    place = "an archived" if archived else "an open"
    outcome = send_cell(cell, message)
    for record, offered in views.items():
        name = _field_about(cell.cls, record)
        if name is None:
            continue
        may = _offered(cell, offered, getattr(message, name))
        if may is None:
            continue
        is_offered = cell.name in may
        if is_offered:
            shown.add(record)
        if is_offered and outcome.permitted is False and not _needs_a_member(cell, outcome.error):
            yield f"{cell} in {place} community is offered, but was {outcome}"
        if outcome.error is None and not is_offered:
            yield f"{cell} in {place} community is not offered, but was {outcome}"


def _offered(cell: MatrixCell, offered: Offered, id: UUID) -> frozenset[str] | None:
    """What a view offers the sender about an object; None where no view shows it to them."""
    try:
        with cell.scenario.kit.session(cell.actor, cell.scenario.community.slug, read_only=True) as session:
            return offered(session, id)
    except (Denied, NotFound):  # they may not ask for the view, or it does not show the object
        return None


def _needs_a_member(cell: MatrixCell, error: CommkitError | None) -> bool:
    """Whether the host itself was refused what only a member does; permissions do not tell these commands apart."""
    return cell.role == SYSTEM_ROLE and error is not None and error.code == "runtime.not_a_member"
