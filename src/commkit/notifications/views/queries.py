"""How pages of the inbox are made: the list, and what its notifications are about, class by class."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit.members import author_in, authors_of, object_views
from commkit.notifications.feature import notifications
from commkit.notifications.inbox.messages import ListInbox
from commkit.notifications.inbox.records import Notification
from commkit.notifications.views import statements as sql
from commkit.notifications.views.messages import ViewInbox
from commkit.notifications.views.policy import sentence_of
from commkit.notifications.views.records import NotificationView
from commkit.notifications.watching.records import WatchLevel
from commkit.posts import Post
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.storage.pages import Page


@notifications.handles(ViewInbox)
def view_inbox(context: Context, query: ViewInbox) -> Page[NotificationView]:
    """Read the inbox, and describe what each notification is about; what the member may not see has no description."""
    page = context.ask(derive(ListInbox, query))
    known = page.items
    authors = authors_of(context, [each.by for each in known])
    objects = object_views(
        context, [(each.record, each.object) for each in known], authors=authors, rendered=query.rendered
    )
    offered = offered_commands(context, Notification, known)
    kinds = context.dispatch.notification_kinds
    items: list[NotificationView] = []
    for each, may in zip(known, offered, strict=True):
        by = author_in(authors, each.by) if each.by is not None else None
        about = objects.get((each.record, each.object))
        sentence = sentence_of(
            kinds.get(each.kind), by=by.name if by else "", title=about.title if about else ""
        )
        items.append(NotificationView(notification=each, sentence=sentence, by=by, object=about, may=may))
    return Page(tuple(items), page.next)


@notifications.marks(Post)
def mark_watched(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Threads that the reader watches or muted by themselves; not by their tags, or with the whole community."""
    me = context.member_or_none
    targets = [id.hex for id in ids]
    rows = context.rows(sql.OWN_WATCHES, me=me, targets=targets) if me is not None else ()
    return {UUID(hex=target): (level,) for target, level in rows if level != WatchLevel.NORMAL}
