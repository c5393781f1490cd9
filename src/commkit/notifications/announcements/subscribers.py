"""Notifications to all members about the community, to greeters about first posts, to authors about failed drafts."""

from attrs import evolve

from commkit.communities import Charter, ClosingAnnounced, ClosingCancelled, CommunityClosed
from commkit.notifications.announcements.jobs import NotifyAllMembers
from commkit.notifications.feature import notifications
from commkit.notifications.notifying.messages import NotifyMembers
from commkit.notifications.untold.handlers import forget_told, post_to_tell, untold_of
from commkit.notifications.untold.records import UntoldAbout
from commkit.posts import Draft, FirstPostCreated, Post, PostRestored, PostsShown, ScheduledDraftFailed
from commkit.runtime.delivery.deliveries import Delivery
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.storage.pages import FIRST_ID

_CHARTER_KINDS: dict[type, str] = {
    ClosingAnnounced: "communities.closing_announced",
    ClosingCancelled: "communities.closing_cancelled",
    CommunityClosed: "communities.closed",
}


@notifications.subscribes_to(ClosingAnnounced, ClosingCancelled, CommunityClosed)
def notify_of_closing(
    delivery: Delivery, fact: ClosingAnnounced | ClosingCancelled | CommunityClosed
) -> None:
    """Notify all members; without a causing member, so that blocks have no effect on it."""
    if fact.id is not None and fact.community is not None:
        command = NotifyAllMembers(
            kind=_CHARTER_KINDS[type(fact)],
            record=Charter.__name__,
            object=fact.community,
            cause=fact.id,
            supersedes=True,
        )
        notify_all(delivery, command)


@notifications.subscribes_to(FirstPostCreated, PostRestored, PostsShown)
def notify_greeters(delivery: Delivery, fact: FirstPostCreated | PostRestored | PostsShown) -> None:
    """Notify members who may list first posts, so that somebody welcomes the newcomer.

    Of a post that was removed by then they are notified once it is there again.
    """
    if fact.id is None:
        return
    if isinstance(fact, FirstPostCreated):
        with delivery.context() as context:
            post = post_to_tell(context, fact.post, cause=fact.id, about=UntoldAbout.FIRST_POST)
        if post is not None:
            notify_all(delivery, _welcome(post, fact.id))
        return
    for post, untold, _ in untold_of(delivery, fact, UntoldAbout.FIRST_POST):
        notify_all(delivery, _welcome(post, untold.cause))
        forget_told(delivery, untold)


def _welcome(post: Post, cause: FactId) -> NotifyAllMembers:
    return NotifyAllMembers(
        kind="posts.first_post",
        record=Post.__name__,
        object=post.id,
        cause=cause,
        by=post.author,
        with_permission="posts.read_first_posts",
    )


@notifications.subscribes_to(ScheduledDraftFailed)
def notify_scheduler(delivery: Delivery, fact: ScheduledDraftFailed) -> None:
    """Notify the author about the draft, which still exists."""
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind="posts.scheduled_draft_failed",
                to=(fact.author,),
                record=Draft.__name__,
                object=fact.draft,
            )
        )


def notify_all(delivery: Delivery, command: NotifyAllMembers) -> None:
    """Send the command for each batch, in a transaction of its own; for subscribers of features.

    Args:
        delivery: The delivery of the fact that it is about.
        command: Whom it is for, and about what; `cause` is the fact's id, so that a repeat notifies nobody twice.
    """
    after: MemberId | None = MemberId(FIRST_ID)
    while after is not None:
        try:
            with delivery.context() as context:
                after = context.do(evolve(command, after=after))
        except NotFound:  # the object was deleted since
            return
