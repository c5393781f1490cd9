"""How people are shown: many at once, by the rule of the loader of memberships."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from commkit.members.feature import members
from commkit.members.messages import ListMembers
from commkit.members.queries import viewer
from commkit.members.records import Membership
from commkit.members.views import statements as sql
from commkit.members.views.messages import ViewMembers
from commkit.members.views.records import Author, Authors, MemberView, SubjectView, author_in
from commkit.rendering import page_excerpt
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.subjects import Subject
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.sessions.subjects import ObjectKey, subjects_of
from commkit.runtime.storage.pages import Page


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
    found: list[Author] = context.rows(sql.AUTHORS, ids=sorted(wanted), **viewer(context))
    return {author.member: author for author in found if author.member is not None}


def subject_views(
    context: Context, objects: Iterable[ObjectKey], *, authors: Authors, rendered: bool
) -> Mapping[ObjectKey, SubjectView]:
    """Objects as inboxes, queues and searches show them; those that the reader may not see are not in it.

    Args:
        context: The context.
        objects: Class names and ids.
        authors: What `authors_of` gave for other people on the page; those of the objects are added by themselves.
        rendered: Whether excerpts are made of the rendered text.
    """
    subjects = subjects_of(context, objects)
    known = {
        **authors_of(context, {subject.author for subject in subjects.values()} - authors.keys()),
        **authors,
    }
    return {
        (record, id): SubjectView(
            record=record,
            object=id,
            part_of=subject.part_of or id,
            title=subject.title,
            excerpt=page_excerpt(subject.body, markup=subject.markup, rendered=rendered),
            author=_owner(known, subject),
        )
        for (record, id), subject in subjects.items()
    }


def _owner(authors: Authors, subject: Subject) -> Author | None:
    if subject.author is None and not subject.author_name:
        return None
    return author_in(
        authors, subject.author, name=subject.author_name, staff=subject.by_staff, agent=subject.by_agent
    )


@members.describes(Membership)
def describe_members(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Subject]:
    """A member is called by their name."""
    found = authors_of(context, map(MemberId, ids))
    return {id: Subject(author.name, author=id) for id, author in found.items()}


@members.handles(ViewMembers)
def view_members(context: Context, query: ViewMembers) -> Page[MemberView]:
    """The page of `ListMembers`, and beside it what the reader has blocked and may do."""
    page = context.ask(ListMembers(status=query.status, after=query.after, limit=query.limit))
    me, ids = context.member_or_none, [member.id for member in page.items]
    blocks = {each.blocked: each for each in context.rows(sql.BLOCKS, me=me, ids=ids)} if me and ids else {}
    offered = offered_commands(context, Membership, page.items)
    items = (
        MemberView(member, blocks.get(member.id), may)
        for member, may in zip(page.items, offered, strict=True)
    )
    return Page(tuple(items), page.next)
