"""How the ledger follows proofs, their loss, and tickets, in the transaction of each."""

from collections.abc import Callable

from commkit import Context
from commkit.members import lock_member
from commkit.posts import Post, PostId, PostRemoved, PostRestored
from commkit_qa import AnswerConfirmed, ConfirmationWithdrawn, QuestionReopened, QuestionSolved
from commkit_support.deflection import statements as sql
from commkit_support.deflection.feature import deflection_feature
from commkit_support.deflection.handlers import book, reverse, reverse_for_ticket
from commkit_support.deflection.records import Evidence, LedgerEntry, Reversal
from commkit_support.handoff.facts import HandoffOffered
from commkit_support.known_issues.facts import QuestionUnlinked

_OF_ASKER = (Evidence.ACCEPTED, Evidence.CONFIRMED)
_CONFIRMED = (Evidence.CONFIRMED, Evidence.READER_CONFIRMED)


@deflection_feature.reacts_to(QuestionSolved)
def book_accepted(context: Context, fact: QuestionSolved) -> None:
    """An answer of the community that the asker accepted themselves; what others accept for them proves nothing."""
    if fact.asker is None or fact.actor != fact.asker or fact.answerer == fact.asker:
        return
    if by_community(context, fact.answer):
        book(context, context.get(Post, fact.question), fact.asker, Evidence.ACCEPTED, answer=fact.answer)


@deflection_feature.reacts_to(AnswerConfirmed)
def book_confirmed(context: Context, fact: AnswerConfirmed) -> None:
    """What staff answers to an asker avoids no work; for each further reader who finds it, it does."""
    if fact.actor is None or (fact.by_asker and not by_community(context, fact.answer)):
        return
    evidence = Evidence.CONFIRMED if fact.by_asker else Evidence.READER_CONFIRMED
    book(context, context.get(Post, fact.question), fact.actor, evidence, answer=fact.answer)


@deflection_feature.reacts_to(ConfirmationWithdrawn)
def reverse_withdrawn(context: Context, fact: ConfirmationWithdrawn) -> None:
    """Who takes a confirmation back was not helped by it, whatever else they accepted."""
    question = context.get(Post, fact.answer).thread
    last = context.one(sql.LAST, question=question, member=fact.actor)
    if last is not None and last.is_booking and last.answer == fact.answer and last.evidence in _CONFIRMED:
        reverse(context, last, Reversal.WITHDRAWN)


@deflection_feature.reacts_to(QuestionReopened)
def reverse_reopened(context: Context, fact: QuestionReopened) -> None:
    """What was not solved after all helped its asker with nothing; other readers may have been helped."""

    def because(entry: LedgerEntry) -> Reversal | None:
        if entry.evidence not in _OF_ASKER:
            return None
        removed = context.one(sql.IS_REMOVED, post=entry.answer)
        return Reversal.ANSWER_REMOVED if removed and removed[0] is not None else Reversal.REOPENED

    _reverse_some(context, fact.question, because)


@deflection_feature.reacts_to(PostRemoved)
def reverse_removed(context: Context, fact: PostRemoved) -> None:
    """With the question or the answer the proof is gone."""
    is_question = fact.post == fact.thread
    reason = Reversal.QUESTION_REMOVED if is_question else Reversal.ANSWER_REMOVED
    _reverse_some(
        context, fact.thread, lambda entry: reason if is_question or entry.answer == fact.post else None
    )


@deflection_feature.reacts_to(PostRestored)
def book_restored(context: Context, fact: PostRestored) -> None:
    """What was reversed by the removal alone is booked anew: its window begins again."""
    is_question = fact.post == fact.thread
    reason = Reversal.QUESTION_REMOVED if is_question else Reversal.ANSWER_REMOVED
    found = context.rows(sql.LAST_REVERSED, question=fact.thread, because=reason)
    entries = [entry for entry in found if is_question or entry.answer == fact.post]
    if not entries:
        return
    question = context.get(Post, fact.thread)
    for entry in entries:
        if entry.evidence is not Evidence.ACCEPTED or question.answer == entry.answer:
            book(context, question, entry.member, entry.evidence, answer=entry.answer, issue=entry.issue)


@deflection_feature.reacts_to(QuestionUnlinked)
def reverse_unlinked(context: Context, fact: QuestionUnlinked) -> None:
    """The message of another issue settles nothing."""
    _reverse_some(
        context, fact.question, lambda entry: Reversal.UNLINKED if entry.issue == fact.issue else None
    )


@deflection_feature.reacts_to(HandoffOffered)
def reverse_handed_over(context: Context, fact: HandoffOffered) -> None:
    """A handoff is a ticket of the asker, whoever offers it."""
    asker = context.get(Post, fact.question).author
    if asker is not None and lock_member(context, asker):
        reverse_for_ticket(context, asker, fact.handoff, opened_at=context.now)


def by_community(context: Context, answer: PostId) -> bool:
    """Whether an answer is by a member who is not staff: not by the help desk, nor by the host itself."""
    post = context.get(Post, answer)
    return post.author is not None and not post.by_staff


def _reverse_some(
    context: Context, question: PostId, because: Callable[[LedgerEntry], Reversal | None]
) -> None:
    for entry in context.rows(sql.STANDING_OF_QUESTION, question=question):
        reason = because(entry)
        if reason is not None:
            reverse(context, entry, reason)
