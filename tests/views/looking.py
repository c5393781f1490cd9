"""What each view offers about one object, for the tests of all views."""

from typing import Any
from uuid import UUID

from attrs import evolve

from commkit import NotFound, Session
from commkit.events import Event, Occurrence, ViewEvents
from commkit.feedback import Suggestion, ViewSuggestions
from commkit.members import Membership, MembershipStatus, ViewMembers
from commkit.moderation import Case, ViewCases
from commkit.notifications import ViewInbox
from commkit.notifications.inbox.records import Notification
from commkit.posts import Post, PostId, ReadPost, ViewThread, ViewThreads
from commkit.runtime.sessions.offers import listed_offers
from commkit.testing.contexts import context_of
from commkit.testing.offer_checks import offered_about_post
from commkit.testing.offer_effects import Offered


def all_items(session: Session, query: Any) -> list[Any]:
    """The items of all pages of a query."""
    page = session.ask(query)
    items: list[Any] = [*page.items]
    while page.next is not None:
        page = session.ask(evolve(query, after=page.next))
        items += page.items
    return items


def about_post(session: Session, id: UUID) -> frozenset[str]:
    """What the page of its thread offers; that of an opening post is in its header and in lists, too."""
    shown = offered_about_post(session, id)
    post = session.ask(ReadPost(PostId(id)))
    assert in_hits(session, "Post", id) == shown
    if post.opens:
        assert session.ask(ViewThread(post.id, limit=1, rendered=False)).thread.may == shown
        listed = all_items(session, ViewThreads(limit=100, rendered=False))
        assert [item.may for item in listed if item.post.id == id] == [shown]
    return shown


def in_hits(session: Session, record: str, id: UUID) -> frozenset[str]:
    """What views of objects of every class offer, such as that of hits."""
    return listed_offers(context_of(session), [(record, id)]).get((record, id), frozenset())


def about_member(session: Session, id: UUID) -> frozenset[str]:
    """What the list of members offers."""
    queries = (ViewMembers(limit=100), *(ViewMembers(status=s, limit=100) for s in MembershipStatus))
    items = (view for query in queries for view in all_items(session, query))
    return found(view.may for view in items if view.member.id == id)


def about_event(session: Session, id: UUID) -> frozenset[str]:
    """What the lists of events offer."""
    shown = found(view.may for view in all_events(session) if view.event.id == id)
    assert in_hits(session, "Event", id) <= shown
    return shown


def about_occurrence(session: Session, id: UUID) -> frozenset[str]:
    """What the lists of events offer."""
    return found(view.may for view in all_events(session) if view.occurrence.id == id)


def all_events(session: Session) -> list[Any]:
    shown = (ViewEvents(show=show, limit=100, rendered=False) for show in ("upcoming", "past"))
    return [view for query in shown for view in all_items(session, query)]


def about_suggestion(session: Session, id: UUID) -> frozenset[str]:
    """What the list of suggestions offers."""
    items = all_items(session, ViewSuggestions(limit=100, rendered=False))
    shown = found(view.may for view in items if view.suggestion.id == id)
    assert in_hits(session, "Suggestion", id) == shown
    return shown


def about_case(session: Session, id: UUID) -> frozenset[str]:
    """What the queue offers."""
    items = all_items(session, ViewCases(limit=100, rendered=False))
    return found(view.may for view in items if view.case.id == id)


def about_notification(session: Session, id: UUID) -> frozenset[str]:
    """What the inbox offers."""
    items = all_items(session, ViewInbox(limit=100, rendered=False))
    return found(view.may for view in items if view.notification.id == id)


def found(offers: Any) -> frozenset[str]:
    """The first of some offers.

    Raises:
        NotFound: There is none: no view shows the object.
    """
    first: frozenset[str] | None = next(iter(offers), None)
    if first is None:
        raise NotFound("test.not_shown", "no view shows this")
    return first


UNDECIDED = {
    "members.restrict_member": {"members.not_a_member"},  # who is outside can be banned, and nothing less
}
"""What commands find out by their other values, or only when they are carried out."""

VIEWS: dict[type[Any], Offered] = {
    Post: about_post,
    Membership: about_member,
    Event: about_event,
    Occurrence: about_occurrence,
    Suggestion: about_suggestion,
    Case: about_case,
    Notification: about_notification,
}
