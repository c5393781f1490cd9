"""How people are shown: many at once, by the rule of the loader of memberships."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from commkit.members.feature import members
from commkit.members.messages import ListMembers
from commkit.members.queries import reader_parameters
from commkit.members.records import Membership
from commkit.members.views import statements as sql
from commkit.members.views.messages import ViewMembers
from commkit.members.views.records import Author, Authors, MemberView, ObjectView, author_in
from commkit.rendering import page_excerpt
from commkit.runtime.model.descriptions import Description
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.descriptions import ObjectKey, descriptions_of, values_of
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.storage.pages import Page
from commkit.runtime.storage.readers import NOBODY


def authors_of(context: Context, ids: Iterable[MemberId | None]) -> Authors:
    """Those of some members whom the reader may see, by id, in one statement.

    Args:
        context: The context.
        ids: Their ids; None is passed over.
    """
    wanted = {id for id in ids if id is not None}
    if not context.can("members.read"):
        wanted &= {context.member_or_none}  # as the loader has it: outsiders learn of nobody who is inside
    if not wanted:
        return {}
    found: list[Author] = context.rows(sql.AUTHORS, ids=sorted(wanted), **reader_parameters(context))
    return {author.member: author for author in found if author.member is not None}


def author_parameters(context: Context) -> dict[str, Any]:
    """The parameters of `AUTHOR_COLUMNS` and `IS_AUTHOR_SHOWN`, for statements of what they wrote."""
    return {
        **reader_parameters(context),
        "me": context.member_or_none or NOBODY,  # in a join, which a NULL would make impossible on shards
        "reads_members": context.can("members.read"),
    }


def object_views(
    context: Context, objects: Iterable[ObjectKey], *, authors: Authors, rendered: bool
) -> Mapping[ObjectKey, ObjectView]:
    """Objects as inboxes, queues and searches show them; those that the reader may not see are not in it.

    Args:
        context: The context.
        objects: Class names and ids.
        authors: What `authors_of` gave for other people on the page; those of the objects are added by themselves.
        rendered: Whether excerpts are made of the rendered text.
    """
    found = descriptions_of(context, objects)
    known = {
        **authors_of(context, {its.author for its in found.values()} - authors.keys()),
        **authors,
    }
    return {
        (record, id): ObjectView(
            record=record,
            object=id,
            part_of=its.part_of or id,
            title=its.title,
            excerpt=page_excerpt(its.body, markup=its.markup, rendered=rendered),
            author=_owner(known, its),
        )
        for (record, id), its in found.items()
    }


def _owner(authors: Authors, its: Description) -> Author | None:
    if its.author is None and not its.author_name:
        return None
    return author_in(authors, its.author, name=its.author_name, staff=its.by_staff, agent=its.by_agent)


@members.describes(Membership)
def describe_members(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A member is called by their name."""
    found = authors_of(context, map(MemberId, ids))
    return {id: Description(author.name, author=id) for id, author in found.items()}


@members.handles(ViewMembers)
def view_members(context: Context, query: ViewMembers) -> Page[MemberView]:
    """The page of `ListMembers`, and beside it their fields, what the reader has blocked, and may do."""
    page = context.ask(derive(ListMembers, query))
    me, ids = context.member_or_none, [member.id for member in page.items]
    blocks = {each.blocked: each for each in context.rows(sql.BLOCKS, me=me, ids=ids)} if me and ids else {}
    values = values_of(context, Membership, ids)
    offered = offered_commands(context, Membership, page.items)
    items = (
        MemberView(member, blocks.get(member.id), values.get(member.id, {}), may)
        for member, may in zip(page.items, offered, strict=True)
    )
    return Page(tuple(items), page.next)
