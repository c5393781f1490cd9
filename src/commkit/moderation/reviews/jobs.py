"""The command that records what the reviewer answered."""

from typing import Annotated

from attrs import frozen

from commkit.moderation.cases import statements as cases
from commkit.moderation.checks.handlers import hold_post
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import ModerationSettings, moderation
from commkit.moderation.reviews.records import ReviewOutcome
from commkit.posts import Post, PostId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.texts import Text

MAX_EVIDENCE = 2_000
"""Characters of the evidence, at most."""


@frozen(kw_only=True)
class RecordReview(Command[None]):
    """Record what the host application's reviewer answered about a version of a post.

    Attributes:
        post: The post.
        version: The version that was reviewed; an answer about an earlier version is dropped.
        outcome: The answer.
        evidence: Why.

    Raises:
        NotFound: There is no such post.
    """

    permission = "moderation.record_review"
    personal = ("evidence",)

    post: PostId
    version: int
    outcome: ReviewOutcome
    evidence: Annotated[str, Text(max=MAX_EVIDENCE, min=0)] = ""


@moderation.handles(RecordReview)
def record_review(context: Context, command: RecordReview) -> None:
    """Add a detection to the post's case; remove a refused post with a statement of reasons."""
    post = context.get(Post, command.post)
    if post.version != command.version or command.outcome is ReviewOutcome.PASS:
        return
    evidence = command.evidence or "the reviewer gave no reason"
    claim = context.one(cases.CLAIM_ON_OBJECT, of_record="Post", of_object=post.id, now=context.now)
    # A moderator who has claimed the case decides it; until then the post is held.
    refused = command.outcome is ReviewOutcome.REFUSE and claim is None
    case = hold_post(context, post, [("review", evidence)], hold=not refused)
    if refused and post.removed_at is None:
        rule = context.settings(ModerationSettings).review_rule
        context.do(DecideCase(case=case, action=ModerationAction.REMOVE, rule=rule, facts=evidence))
