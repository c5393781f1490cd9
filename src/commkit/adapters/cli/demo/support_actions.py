"""What members of the simulated support community do beyond the usual. The plugin is known by its messages' names."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from commkit.kit import Kit
from commkit.testing.simulate import MemberAction, SimulatedPost, SimulatedThread, Visit

MessageFactory = Callable[..., Any]


def message_class(kit: Kit, name: str) -> MessageFactory:
    """The class of a plugin's message: `message_class(kit, "support.accept_answer")`."""
    return kit.registry.messages[name]


def support_actions(kit: Kit) -> tuple[MemberAction, ...]:
    """Askers accept what helped; staff asks back, and hands over what nobody could answer."""
    return (
        partial(accept_answer, make=message_class(kit, "support.accept_answer")),
        partial(ask_for_details, make=message_class(kit, "support.request_information")),
        partial(hand_over_question, make=message_class(kit, "support.offer_handoff"), handed=set()),
    )


def accept_answer(visit: Visit, *, make: MessageFactory) -> None:
    """Mostly the first answer helps, and mostly people say so."""
    for thread in visit.world.threads_by(visit.player):
        answers = thread.answers
        if answers and not thread.resolved and visit.happens(0.45):
            helped = answers[0] if visit.happens(0.7) else visit.rng.choice(answers)
            visit.do(make(question=thread.opening.id, answer=helped.id), partial(_settle, thread))


def ask_for_details(visit: Visit, *, make: MessageFactory) -> None:
    """Staff asks for the version, now and then."""
    if not visit.player.persona.moderates or not visit.happens(0.3):
        return
    for thread in _unanswered(visit, older_than=timedelta())[:1]:
        if not thread.replies:
            asked = "Which version is it, and what does the log say at that moment?"
            visit.do(make(question=thread.opening.id, body=asked))


def hand_over_question(visit: Visit, *, make: MessageFactory, handed: set[SimulatedPost]) -> None:
    """Staff hands over what was left alone for two days, once."""
    if not visit.player.persona.moderates:
        return
    for thread in _unanswered(visit, older_than=timedelta(days=2))[:2]:
        if thread.opening not in handed:
            handed.add(thread.opening)
            visit.do(make(question=thread.opening.id, reason="Nobody here could answer it in two days."))


def _unanswered(visit: Visit, *, older_than: timedelta) -> list[SimulatedThread]:
    return [
        thread
        for thread in visit.world.recent_threads(60)
        if thread.about is not None
        and not thread.answers
        and not thread.resolved
        and thread.age(visit.now) > older_than
    ]


def _settle(thread: SimulatedThread, _: object) -> None:
    thread.resolved = True
