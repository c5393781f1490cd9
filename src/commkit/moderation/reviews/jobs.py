"""The command that records what the reviewer answered."""

from typing import Annotated

from attrs import frozen

from commkit.moderation.cases import statements as cases
from commkit.moderation.checks.facts import PostHeld
from commkit.moderation.checks.handlers import hold_post
from commkit.moderation.decisions.messages import DecideCase
from commkit.moderation.decisions.records import ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.publication import statements as publication
from commkit.moderation.records import ModerationSettings
from commkit.moderation.reviews import statements as sql
from commkit.moderation.reviews.queries import was_judged
from commkit.moderation.reviews.records import ReviewOutcome
from commkit.posts import Post, PostId
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.values.texts import Text

MAX_EVIDENCE = 2_000
"""Characters of the evidence, at most."""
_NO_ANSWER = "The check that this text has to pass did not answer, so that nobody could judge it."


@frozen(kw_only=True)
class RecordReview(Command[None]):
    """Record what the host application's reviewer answered about a version of a post, or that it did not answer.

    Attributes:
        post: The post.
        version: The version that was reviewed; an answer about an earlier version is recorded, and does nothing. Of two
            about one version the first counts; the other is recorded as late. One about a text that a moderator has
            decided about does nothing either.
        outcome: The answer; without one what the rule for its absence says.
        evidence: Why.
        confidence: How sure the reviewer is, 0 to 1.
        absent: The code of the error where there was no answer; empty where there was.

    Raises:
        NotFound: There is no such post.
        Invalid: The confidence is out of its range.
    """

    permission = "moderation.record_review"
    personal = ("evidence",)

    post: PostId
    version: int
    outcome: ReviewOutcome
    evidence: Annotated[str, Text(max=MAX_EVIDENCE, min=0)] = ""
    confidence: float | None = None
    absent: Annotated[str, Text(max=64, min=0, multiline=False)] = ""


@moderation.handles(RecordReview)
def record_review(context: Context, command: RecordReview) -> None:
    """Record the answer once, and do what it says where it is about the text as it is now."""
    post = context.get(Post, command.post)
    if command.confidence is not None and not 0 <= command.confidence <= 1:
        raise Invalid.field("confidence", "out_of_range", "give 0 to 1, or nothing")
    # No edit comes between the look at the version and what is done to the post.
    row = context.one(publication.LOCK_VERSION, id=post.id)
    is_present = row is not None and row[0] == command.version
    if not _is_first(context, command, post, applied=is_present):
        context.run(
            sql.ADD_LATE,
            of_post=post.id,
            of_version=command.version,
            outcome=command.outcome,
            now=context.now,
        )
        return
    post = context.get(Post, command.post)
    if is_present and not was_judged(context, post):
        _apply(context, command, post)


def _is_first(context: Context, command: RecordReview, post: Post, *, applied: bool) -> bool:
    return bool(
        context.run(
            sql.ADD,
            post=post.id,
            version=command.version,
            author=post.author,
            at=context.now,
            outcome=command.outcome,
            absent=command.absent,
            evidence=command.evidence,
            confidence=command.confidence,
            applied=applied,
            late_outcome=None,
            late_at=None,
        )
    )


def _apply(context: Context, command: RecordReview, post: Post) -> None:
    """Publish what waited for the answer; add a detection to the post's case; remove a refused post, with reasons."""
    awaiting = context.one(publication.AWAITING, of_record="Post", of_object=post.id, now=context.now)
    if command.outcome is ReviewOutcome.PASS:
        if awaiting is not None and not awaiting[1]:
            context.do(DecideCase(case=awaiting[0], action=ModerationAction.DISMISS))
        return
    evidence = command.evidence or "the reviewer gave no reason"
    if command.absent:
        evidence = _NO_ANSWER
    claim = context.one(cases.CLAIM_ON_OBJECT, of_record="Post", of_object=post.id, now=context.now)
    # A moderator who has claimed the case decides it; until then the post is held.
    refused = command.outcome is ReviewOutcome.REFUSE and claim is None
    case = hold_post(context, post, [("review", evidence)], hold=not refused)
    if refused and (post.removed_at is None or awaiting is not None):
        rule = context.settings(ModerationSettings).review_rule
        context.do(DecideCase(case=case, action=ModerationAction.REMOVE, rule=rule, facts=evidence))
    elif awaiting is not None:  # its author learns now that a moderator must decide
        context.emit(PostHeld(post=post.id, case=case, author=post.author))
