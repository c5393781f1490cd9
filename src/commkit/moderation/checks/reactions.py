"""When a post is held, and when its review is requested."""

from commkit.fields import field_texts
from commkit.moderation.checks.handlers import hold_post, run_checks
from commkit.moderation.checks.policy import CheckedText, has_check, lines
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.posts import Post, PostCreated, PostEdited
from commkit.runtime.sessions.context import Context


@moderation.reacts_to(PostCreated, PostEdited)
def hold_or_request_review(context: Context, fact: PostCreated | PostEdited) -> None:
    """Hold a post in which a check with the mode `hold` finds something; else request its review, where that is on."""
    settings = context.settings(ModerationSettings)
    if (has_check(settings, "hold") or settings.review) and not context.can("moderation.skip_checks"):
        _hold_or_review(context, settings, context.get(Post, fact.post), is_new=isinstance(fact, PostCreated))


def hold_foreign_post(context: Context, post: Post, *, is_new: bool) -> None:
    """Do the same with a post that the host brought in from outside, whatever the host itself may skip.

    Args:
        context: The context of the host's command.
        post: The post as it is now.
        is_new: Whether it was just opened, rather than edited.
    """
    settings = context.settings(ModerationSettings)
    if has_check(settings, "hold") or settings.review:
        _hold_or_review(context, settings, post, is_new=is_new)


def _hold_or_review(context: Context, settings: ModerationSettings, post: Post, *, is_new: bool) -> None:
    if has_check(settings, "hold"):
        fields = field_texts(context, [post.id]).get(post.id, "")
        text = CheckedText(post.body, post.title, lines(fields, *post.tags), post.markup)
        findings = run_checks(context, settings, "hold", text, is_new=is_new)
        if findings:
            hold_post(context, post, findings)
            return
    if settings.review:
        context.emit(ReviewRequested(post=post.id, version=post.version))
