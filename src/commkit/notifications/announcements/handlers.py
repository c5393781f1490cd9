"""Who is told of what happens to the community, and of what waits for somebody to take care of it."""

from uuid import UUID

from attrs import evolve

from commkit.communities import Charter, ClosingAnnounced, ClosingCancelled, CommunityClosed
from commkit.notifications import statements as inbox_sql
from commkit.notifications.announcements import statements as sql
from commkit.notifications.announcements.messages import NotifyAllMembers
from commkit.notifications.feature import notifications
from commkit.notifications.inbox import AT_ONCE, NotificationDraft, add_to_inbox, check_kind
from commkit.notifications.messages import NotifyMembers
from commkit.notifications.visibility import record_class
from commkit.posts import Draft, FirstPostCreated, Post, ScheduledDraftFailed
from commkit.runtime.delivery.worker import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context

_FIRST = MemberId(UUID(int=0))
_NOBODY = 2**31 - 1
"""A level of trust that nobody has."""

_OF_CHARTER: dict[type, str] = {
    ClosingAnnounced: "communities.closing_announced",
    ClosingCancelled: "communities.closing_cancelled",
    CommunityClosed: "communities.closed",
}


@notifications.subscribes_to(ClosingAnnounced, ClosingCancelled, CommunityClosed)
def notify_of_closing(
    delivery: Delivery, fact: ClosingAnnounced | ClosingCancelled | CommunityClosed
) -> None:
    """All members, whomever they have muted: it is the community's own affair, and so it is by nobody."""
    if fact.id is not None and fact.community is not None:
        told = NotifyAllMembers(
            kind=_OF_CHARTER[type(fact)],
            record=Charter.__name__,
            object=fact.community,
            cause=fact.id,
            supersedes=True,
        )
        _notify_all(delivery, told)


@notifications.subscribes_to(FirstPostCreated)
def notify_greeters(delivery: Delivery, fact: FirstPostCreated) -> None:
    """Those who find first posts on a page of their own, so that somebody welcomes the newcomer."""
    if fact.id is not None:
        told = NotifyAllMembers(
            kind="posts.first_post",
            record=Post.__name__,
            object=fact.post,
            cause=fact.id,
            by=fact.author,
            with_permission="posts.read_first_posts",
        )
        _notify_all(delivery, told)


@notifications.subscribes_to(ScheduledDraftFailed)
def notify_scheduler(delivery: Delivery, fact: ScheduledDraftFailed) -> None:
    """The author, of the draft that stands there still."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind="posts.scheduled_draft_failed",
                to=(fact.author,),
                record=Draft.__name__,
                object=fact.draft,
            )
        )


def _notify_all(delivery: Delivery, told: NotifyAllMembers) -> None:
    """A chunk is a unit of its own."""
    after: MemberId | None = _FIRST
    while after is not None:
        try:
            with delivery.context() as context:
                after = context.do(evolve(told, after=after))
        except NotFound:  # gone since
            return


@notifications.handles(NotifyAllMembers)
def notify_all_members(context: Context, command: NotifyAllMembers) -> MemberId | None:
    """The next of them, by their ids."""
    kind = check_kind(context, command.kind, command.record)
    record = record_class(context, command.record)
    if record is not None:
        context.get(record, command.object)
    found = _next(context, command)
    reached = add_to_inbox(
        context,
        NotificationDraft(
            kind=kind,
            record=command.record,
            object=command.object,
            cause=command.cause,
            by=command.by,
        ),
        to=found,
    )
    if reached and command.supersedes:
        context.run(
            inbox_sql.SUPERSEDE,
            here=context.community_id,
            object=command.object,
            new_kind=kind.name,
            cause=command.cause,
            to=reached,
        )
    return found[-1] if len(found) == AT_ONCE else None


def _next(context: Context, command: NotifyAllMembers) -> list[MemberId]:
    after = command.after or _FIRST
    if not command.with_permission:
        rows = context.rows(sql.EVERYBODY, after=after, size=AT_ONCE)
    else:
        grants, levels = context.dispatch.grants, context.community_type.trust
        rows = context.rows(
            sql.HOLDERS,
            roles=[
                role for role, trust in grants if trust == 0 and command.with_permission in grants[role, 0]
            ],
            least_trust=next(
                (trust for trust, level in enumerate(levels) if command.with_permission in level.grants),
                _NOBODY,
            ),
            after=after,
            size=AT_ONCE,
        )
    return [MemberId(id) for (id,) in rows]
