"""How answers are marked as canonical, and how that is withdrawn."""

from attrs import evolve

from commkit import Context, MemberId
from commkit.posts import Post, PostId
from commkit_qa.canonical import statements as sql
from commkit_qa.canonical.facts import CanonicalMarked, CanonicalWithdrawn
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.canonical.messages import MarkCanonical, WithdrawCanonical
from commkit_qa.canonical.policy import changed, duplicate, missing, stale
from commkit_qa.canonical.records import Canonical, CanonicalId, WithdrawalCause
from commkit_qa.duplicates.handlers import root_in
from commkit_qa.policy import require_question
from commkit_qa.questions.policy import check_answer
from commkit_qa.tables import canonical


@canonical_feature.loads(
    Canonical, owner=lambda mark: mark.marked_by, table=canonical, part_of=(Post, "question")
)
def fetch_canonical(context: Context, id: CanonicalId) -> Canonical | None:
    """Load a mark whose question and answer the actor sees."""
    return context.one(sql.ONE, id=id)


@canonical_feature.handles(MarkCanonical)
def mark_canonical(context: Context, command: MarkCanonical) -> Canonical:
    """Lock both posts, so that nobody removes them meanwhile, and add the mark, or change the one that stands."""
    question = context.get(Post, command.question, need="qa.mark_canonical")
    kind = require_question(context.community_type, question)
    answer = context.get(Post, command.answer)
    check_answer(kind, question, answer)
    places = dict(context.rows(sql.LOCK, posts=[question.id, answer.id]))
    if places != {question.id: None, answer.id: question.id}:
        raise stale()
    if root_in(context, question.id) != question.id:
        raise duplicate()
    made = Canonical(
        id=CanonicalId(context.new_id()),
        question=question.id,
        answer=answer.id,
        subject=command.subject.strip(),
        reason=command.reason,
        marked_by=context.member_or_none,
        marked_at=context.now,
    )
    if not context.run(sql.ADD, made):
        return _mark_again(context, made)
    context.emit(
        CanonicalMarked(
            canonical=made.id,
            question=question.id,
            answer=answer.id,
            asker=question.author,
            answerer=answer.author,
        )
    )
    return made


def _mark_again(context: Context, made: Canonical) -> Canonical:
    standing = context.one(sql.STANDING, question=made.question)
    if standing is None:
        raise stale()
    after = changed(standing, made.answer, made.subject, made.reason)
    if after != standing:
        save(context, after)
    return after


@canonical_feature.handles(WithdrawCanonical)
def withdraw_canonical(context: Context, command: WithdrawCanonical) -> Canonical:
    """Keep the mark as history, with the reason."""
    question = context.get(Post, command.question, need="qa.mark_canonical")
    standing = context.one(sql.STANDING, question=question.id)
    if standing is None:
        raise missing()
    return end(context, standing, WithdrawalCause.WITHDRAWN, reason=command.reason)


def end(
    context: Context,
    standing: Canonical,
    cause: WithdrawalCause,
    *,
    reason: str = "",
) -> Canonical:
    """End a mark that stands, and tell of it.

    Raises:
        Conflict: It was ended in the meantime.
    """
    ended = evolve(
        standing,
        withdrawn_by=context.member_or_none,
        withdrawn_at=context.now,
        cause=cause,
        withdrawal=reason,
    )
    save(context, ended)
    context.emit(
        CanonicalWithdrawn(
            canonical=ended.id,
            question=ended.question,
            answer=ended.answer,
            answerer=_author(context, ended.answer),
            cause=cause,
        )
    )
    return ended


def _author(context: Context, post: PostId) -> MemberId | None:
    found = context.one(sql.AUTHOR, post=post)
    return None if found is None else found[0]


def save(context: Context, after: Canonical) -> None:
    """Change a mark that still stands.

    Raises:
        Conflict: It was ended in the meantime.
    """
    names = ("question", "subject", "reason", "withdrawn_by", "withdrawn_at", "cause", "withdrawal")
    values = {f"new_{name}": getattr(after, name) for name in names}
    if not context.run(sql.CHANGE, canonical=after.id, **values):
        raise stale()
