"""What each view offers about one object, for the tests of all views."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit import NotFound, Session
from commkit.members import Membership, MembershipStatus, ViewMembers
from commkit.posts import Post, ReadPost, ViewThread, ViewThreads
from commkit.testing.offer_checks import Offered


def _everything(session: Session, query: Any) -> list[Any]:
    """The items of all pages of a query."""
    items: list[Any] = []
    page = session.ask(query)
    items += page.items
    while page.next is not None:
        page = session.ask(evolve(query, after=page.next))
        items += page.items
    return items


def about_post(session: Session, id: UUID) -> frozenset[str]:
    """What the page of its thread offers; that of an opening post is in its header and in lists, too."""
    post = session.ask(ReadPost(id))  # type: ignore[arg-type]
    view = session.ask(ViewThread(post.thread, limit=100, rendered=False))
    (shown,) = [item for item in view.items if item.post.id == id]
    if post.opens:
        assert view.thread.may == shown.may
        (listed,) = [
            i for i in _everything(session, ViewThreads(limit=100, rendered=False)) if i.post.id == id
        ]
        assert listed.may == shown.may
    return shown.may


def about_member(session: Session, id: UUID) -> frozenset[str]:
    """What the list of members offers."""
    for query in (ViewMembers(limit=100), *(ViewMembers(status=s, limit=100) for s in MembershipStatus)):
        for view in _everything(session, query):
            if view.member.id == id:
                may: frozenset[str] = view.may
                return may
    raise NotFound("test.not_listed", "no list shows this member")


VIEWS: dict[type[Any], Offered] = {Post: about_post, Membership: about_member}
