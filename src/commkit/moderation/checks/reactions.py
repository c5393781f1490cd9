"""When a post is held, and when its review is requested."""

from commkit.fields import field_texts
from commkit.moderation.checks.handlers import Findings, hold_post, run_checks
from commkit.moderation.checks.policy import CheckedText, has_check, lines
from commkit.moderation.feature import moderation
from commkit.moderation.publication.handlers import wait_for_moderator, wait_for_reviewer
from commkit.moderation.publication.policy import may_wait
from commkit.moderation.publication.queries import is_behind_a_wall, publication_here
from commkit.moderation.records import ModerationSettings
from commkit.moderation.reviews.facts import ReviewRequested
from commkit.posts import Post, PostCreated, PostEdited
from commkit.runtime.sessions.context import Context


@moderation.reacts_to(PostCreated, PostEdited)
def hold_or_request_review(context: Context, fact: PostCreated | PostEdited) -> None:
    """Hold a post in which a check with the mode `hold` finds something, or which has to wait; else request its review.

    A post behind a wall is never given to the reviewer.
    """
    settings = context.settings(ModerationSettings)
    if _may_matter(settings) and not context.can("moderation.skip_checks"):
        _hold_or_review(context, settings, context.get(Post, fact.post), is_new=isinstance(fact, PostCreated))


def hold_foreign_post(context: Context, post: Post, *, is_new: bool) -> None:
    """Do the same with a post that the host brought in from outside, whatever the host itself may skip.

    Args:
        context: The context of the host's command.
        post: The post as it is now.
        is_new: Whether it was just opened, rather than edited.
    """
    settings = context.settings(ModerationSettings)
    if _may_matter(settings):
        _hold_or_review(context, settings, post, is_new=is_new)


def _may_matter(settings: ModerationSettings) -> bool:
    return has_check(settings, "hold") or may_wait(settings) or settings.review


def _hold_or_review(context: Context, settings: ModerationSettings, post: Post, *, is_new: bool) -> None:
    if has_check(settings, "hold") and (findings := _findings(context, settings, post, is_new=is_new)):
        hold_post(context, post, findings)
        return
    publication = publication_here(context, settings, post)
    if publication == "before":
        wait_for_moderator(context, post)
    elif publication == "checked":
        wait_for_reviewer(context, post)
    if settings.review and not is_behind_a_wall(context, post):
        context.emit(ReviewRequested(post=post.id, version=post.version))


def _findings(context: Context, settings: ModerationSettings, post: Post, *, is_new: bool) -> Findings:
    fields = field_texts(context, [post.id]).get(post.id, "")
    text = CheckedText(post.body, post.title, lines(fields, *post.tags), post.markup)
    return run_checks(context, settings, "hold", text, is_new=is_new)
