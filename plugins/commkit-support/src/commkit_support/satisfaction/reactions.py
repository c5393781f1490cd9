"""When askers are asked."""

from commkit import Context
from commkit_qa import QuestionSolved
from commkit_support.satisfaction import statements as sql
from commkit_support.satisfaction.facts import RatingRequested
from commkit_support.satisfaction.feature import SatisfactionSettings, satisfaction_feature
from commkit_support.satisfaction.records import AnsweredBy, Rating


@satisfaction_feature.reacts_to(QuestionSolved)
def ask_for_rating(context: Context, fact: QuestionSolved) -> None:
    """Ask the asker, once; not whoever solved it alone."""
    if fact.asker is None or fact.asker == fact.answerer or not context.settings(SatisfactionSettings).ask:
        return
    by_agent, staff = context.one(sql.AUTHOR, answer=fact.answer) or (False, None)
    by = AnsweredBy.OTHER if by_agent or staff is None else AnsweredBy.STAFF if staff else AnsweredBy.PEER
    asked = Rating(
        question=fact.question,
        asker=fact.asker,
        answered_by=by,
        asked_at=context.now,
        score=None,
        comment="",
        rated_at=None,
    )
    if context.run(sql.ADD, asked):
        context.emit(RatingRequested(question=fact.question, asker=fact.asker))
