"""The check outside: the host's own reviewer, asked by the worker, outside of every transaction."""

from typing import Any

from commkit.members import Membership
from commkit.moderation import statements as sql
from commkit.moderation.check_pipeline import hold_post
from commkit.moderation.facts import ReviewRequested
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.messages import DecideCase, RecordReview
from commkit.moderation.records import ModerationAction, ReviewOutcome, ReviewPort, ReviewRequest
from commkit.posts import Post
from commkit.runtime.model.errors import NotFound
from commkit.runtime.sessions.context import Context


@moderation.subscribes_to(ReviewRequested)
def ask_reviewer(delivery: Any, fact: ReviewRequested) -> None:
    """Ask, and have the answer written down; what changed since is asked about by its own fact."""
    with delivery.context(read_only=True) as context:
        reviewer = context.port(ReviewPort)
        text = _to_review(context, fact)
    if reviewer is None or text is None:
        return
    verdict = reviewer.review(text)
    if verdict.outcome is ReviewOutcome.PASS:
        return
    with delivery.context(once=True) as context:
        context.do(
            RecordReview(
                post=fact.post,
                version=fact.version,
                outcome=verdict.outcome,
                evidence=verdict.evidence[:2_000],
            )
        )


@moderation.handles(RecordReview)
def record_review(context: Context, command: RecordReview) -> None:
    """A detection in the post's case; to refuse takes the post down with a statement of reasons, by no person."""
    post = context.get(Post, command.post)
    if post.version != command.version or command.outcome is ReviewOutcome.PASS:
        return
    evidence = command.evidence or "the reviewer gave no reason"
    worked_on = context.one(sql.CLAIMED_BY, of_record="Post", of_object=post.id, now=context.now)
    # Whoever works on the case decides about it; until then the post is kept back.
    refused = command.outcome is ReviewOutcome.REFUSE and worked_on is None
    case = hold_post(context, post, [("review", evidence)], held=not refused)
    if refused and post.removed_at is None:
        rule = context.settings(ModerationSettings).review_rule
        context.do(DecideCase(case=case, action=ModerationAction.REMOVE, rule=rule, facts=evidence))


def _to_review(context: Context, fact: ReviewRequested) -> ReviewRequest | None:
    try:
        post = context.get(Post, fact.post)
        author = context.get(Membership, post.author) if post.author is not None else None
    except NotFound:
        return None
    if (
        post.version != fact.version
        or post.removed_at is not None
        or context.community.archived_at is not None
    ):
        return None
    return ReviewRequest(
        post=post.id,
        version=post.version,
        title=post.title,
        body=post.body,
        author=post.author,
        trust=author.trust_level if author else 0,
    )
