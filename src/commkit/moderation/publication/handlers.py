"""How a post waits before others see it."""

from commkit.moderation.checks.handlers import hold_post
from commkit.moderation.publication.policy import AWAITS_MODERATOR, AWAITS_REVIEWER, EVIDENCE
from commkit.posts import Post
from commkit.runtime.sessions.context import Context


def wait_for_moderator(context: Context, post: Post) -> None:
    """Hold a post until a moderator has decided about it."""
    hold_post(context, post, [(AWAITS_MODERATOR, EVIDENCE[AWAITS_MODERATOR])], priority=0)


def wait_for_reviewer(context: Context, post: Post) -> None:
    """Hold a post until the reviewer has answered; its author is told only where a moderator must decide then."""
    hold_post(context, post, [(AWAITS_REVIEWER, EVIDENCE[AWAITS_REVIEWER])], priority=0, checked=True)
