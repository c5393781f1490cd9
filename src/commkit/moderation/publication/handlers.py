"""How a post waits before others see it, and how its author takes it back."""

from commkit.moderation.checks.handlers import hold_post
from commkit.moderation.feature import moderation
from commkit.moderation.publication import statements as sql
from commkit.moderation.publication.facts import HeldPostWithdrawn
from commkit.moderation.publication.messages import WithdrawHeldPost
from commkit.moderation.publication.policy import AWAITS_MODERATOR, AWAITS_REVIEWER, EVIDENCE
from commkit.posts import Post
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import not_there


def wait_for_moderator(context: Context, post: Post) -> None:
    """Hold a post until a moderator has decided about it."""
    hold_post(context, post, [(AWAITS_MODERATOR, EVIDENCE[AWAITS_MODERATOR])], priority=0)


def wait_for_reviewer(context: Context, post: Post) -> None:
    """Hold a post until the reviewer has answered; its author is told only where a moderator must decide then."""
    hold_post(context, post, [(AWAITS_REVIEWER, EVIDENCE[AWAITS_REVIEWER])], priority=0, checked=True)


@moderation.handles(WithdrawHeldPost)
def withdraw_held_post(context: Context, command: WithdrawHeldPost) -> None:
    """Hold it no longer, so that it stays removed; the case closes where nothing else is open in it.

    The statement asks for a case that is held, as decisions do: of two at once the first counts.
    """
    found = context.one(sql.WITHDRAW, of_object=command.post, me=context.member_or_none, now=context.now)
    if found is None:
        raise not_there(Post)
    context.emit(HeldPostWithdrawn(post=command.post, case=found[0]))
