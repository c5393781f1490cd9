"""What members of the simulated support community do beyond the usual. The plugin is known by its messages' names."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from commkit.kit import Kit
from commkit.testing.simulate import Habit, Said, Thread, Visit

Make = Callable[..., Any]


def message(kit: Kit, name: str) -> Make:
    """The class of a plugin's message: `message(kit, "support.accept_answer")`."""
    return kit.registry.messages[name]


def support_habits(kit: Kit) -> tuple[Habit, ...]:
    """Askers accept what helped; staff asks back, and hands over what nobody could answer."""
    return (
        partial(accepts, make=message(kit, "support.accept_answer")),
        partial(asks_back, make=message(kit, "support.await_asker")),
        partial(hands_over, make=message(kit, "support.offer_handoff"), handed=set()),
    )


def accepts(visit: Visit, *, make: Make) -> None:
    """Mostly the first answer helps, and mostly people say so."""
    for thread in visit.world.of(visit.player):
        answers = thread.answers
        if answers and not thread.settled and visit.happens(0.45):
            helped = answers[0] if visit.happens(0.7) else visit.chance.choice(answers)
            visit.do(make(question=thread.opening.id, answer=helped.id), partial(_settle, thread))


def asks_back(visit: Visit, *, make: Make) -> None:
    """Staff asks for the version, now and then."""
    if not visit.player.persona.tends or not visit.happens(0.3):
        return
    for thread in _unanswered(visit, older_than=timedelta())[:1]:
        if not thread.replies:
            asked = "Which version is it, and what does the log say at that moment?"
            visit.do(make(question=thread.opening.id, body=asked))


def hands_over(visit: Visit, *, make: Make, handed: set[Said]) -> None:
    """Staff hands over what was left alone for two days, once."""
    if not visit.player.persona.tends:
        return
    for thread in _unanswered(visit, older_than=timedelta(days=2))[:2]:
        if thread.opening not in handed:
            handed.add(thread.opening)
            visit.do(make(question=thread.opening.id, reason="Nobody here could answer it in two days."))


def _unanswered(visit: Visit, *, older_than: timedelta) -> list[Thread]:
    return [
        thread
        for thread in visit.world.recent(60)
        if thread.about is not None
        and not thread.answers
        and not thread.settled
        and thread.age(visit.session.now) > older_than
    ]


def _settle(thread: Thread, _: object) -> None:
    thread.settled = True
