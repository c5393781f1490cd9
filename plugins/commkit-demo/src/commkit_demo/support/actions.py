"""What members of the simulated support community do beyond asking and replying."""

from datetime import timedelta
from functools import partial

from commkit_demo.canonical import mark_canonical
from commkit_demo.simulation import MemberAction, SimulatedPost, SimulatedThread, Visit
from commkit_qa import AcceptAnswer, RequestInformation
from commkit_support import OfferHandoff


def support_actions() -> tuple[MemberAction, ...]:
    """Askers accept answers; staff asks for details, stands for answers, and hands over to the help desk."""
    return (
        accept_answer,
        ask_for_details,
        partial(hand_over_question, handed_over=set()),
        partial(mark_canonical, marked=set()),
    )


def accept_answer(visit: Visit) -> None:
    """Accept an answer to one's own question, mostly the first one."""
    for thread in visit.world.threads_by(visit.player):
        answers = thread.answers
        if answers and not thread.resolved and visit.happens(0.45):
            helped = answers[0] if visit.happens(0.7) else visit.rng.choice(answers)
            visit.do(AcceptAnswer(thread.opening.id, helped.id), partial(thread.mark_accepted, helped))


def ask_for_details(visit: Visit) -> None:
    """Staff asks for the version of a recent question without replies."""
    if not visit.player.persona.moderates or not visit.happens(0.3):
        return
    for thread in _unanswered(visit, older_than=timedelta())[:1]:
        if not thread.replies:
            asked = "Which version is it, and what does the log say at that moment?"
            visit.do(RequestInformation(thread.opening.id, asked))


def hand_over_question(visit: Visit, *, handed_over: set[SimulatedPost]) -> None:
    """Staff hands over what was unanswered for two days, once."""
    if not visit.player.persona.moderates:
        return
    for thread in _unanswered(visit, older_than=timedelta(days=2))[:2]:
        if thread.opening not in handed_over:
            handed_over.add(thread.opening)
            visit.do(OfferHandoff(thread.opening.id, "Nobody here could answer it in two days."))


def _unanswered(visit: Visit, *, older_than: timedelta) -> list[SimulatedThread]:
    return [
        thread
        for thread in visit.world.recent_threads(60)
        if thread.about is not None
        and not thread.answers
        and not thread.resolved
        and thread.age(visit.now) > older_than
    ]
