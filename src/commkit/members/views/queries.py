"""How people are shown: many at once, by the rule of the loader of memberships."""

from collections.abc import Iterable

from commkit.members.feature import members
from commkit.members.messages import ListMembers
from commkit.members.queries import viewer
from commkit.members.records import Membership
from commkit.members.views import statements as sql
from commkit.members.views.messages import ViewMembers
from commkit.members.views.records import Author, Authors, MemberView
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import offered_commands
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
