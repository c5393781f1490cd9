"""The handoff: who may hand over, and a state machine that no history leaves."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid, NotFound
from commkit.posts import PostId, ReadThread
from commkit_qa import AcceptAnswer
from commkit_support import (
    CheckClocks,
    Handoff,
    HandoffState,
    ListHandoffs,
    OfferHandoff,
    ReadHandoffBundle,
    RecordHandoffAccepted,
    RecordHandoffAnswered,
    RecordHandoffDeclined,
    RecordHandoffFailed,
    RecordHandoffLinked,
)
from commkit_support.handoff.policy import FINAL_STATES, TRANSITIONS, advance
from commkit_support.jobs import ReturnHandoffAnswer

HOUR = timedelta(hours=1)
TICKET = "https://desk.example/tickets/7"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("actor", "may"), [("ada", True), ("amy", True), ("stew", True), ("bob", False), (None, False)], ids=str
)
def test_asker_and_staff_hand_over_and_nobody_else(sqlite_town: Any, actor: str | None, *, may: bool) -> None:
    question = sqlite_town.question()
    command = OfferHandoff(question.id, "Nobody knows.")
    if may:
        assert sqlite_town.emitted(actor, command) == ["support.handoff_offered"]
        assert len(sqlite_town.ask(actor, ListHandoffs(question.id))) == 1
    else:
        for message, way in ((command, sqlite_town.do), (ListHandoffs(question.id), sqlite_town.ask)):
            with pytest.raises(Denied):
                way(actor, message)


def test_who_records_and_who_returns(sqlite_town: Any) -> None:
    town = sqlite_town
    handoff = town.offer()
    for actor in ("ada", "bob", None):
        for command in (
            RecordHandoffAccepted(handoff.id),
            RecordHandoffAnswered(handoff.id, "Restart it."),
            RecordHandoffFailed(handoff.id, "No."),
        ):
            with pytest.raises(Denied):
                town.do(actor, command)
        with pytest.raises(Denied):
            town.ask(actor, ReadHandoffBundle(handoff.id))
    town.do("amy", RecordHandoffAnswered(handoff.id, "Restart it."))
    for actor in ("ada", "amy", "stew", "owner"):
        with pytest.raises(Denied):
            town.do(actor, ReturnHandoffAnswer(handoff.id))


def test_what_cannot_be_handed_over(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    answer = town.answer(question.id)
    with pytest.raises(Invalid):
        town.do("stew", OfferHandoff(answer.id, "Nobody knows."))
    with pytest.raises(Invalid):
        town.do("ada", OfferHandoff(question.id, "  "))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    with town.refused("qa.already_settled", Conflict):
        town.do("ada", OfferHandoff(question.id, "Nobody knows."))
    with pytest.raises(NotFound):
        town.do("stew", RecordHandoffAccepted(UUID(int=7)))


def test_one_handoff_of_a_question_at_a_time(town: Any) -> None:
    handoff = town.offer()
    with town.refused("support.already_handed_off", Conflict):
        town.do("stew", OfferHandoff(handoff.question, "Once more."))
    town.do("stew", RecordHandoffDeclined(handoff.id, "Not ours."))
    again = town.do("stew", OfferHandoff(handoff.question, "Once more."))
    assert [h.id for h in town.ask("ada", ListHandoffs(handoff.question))] == [handoff.id, again.id]


# --- the machine -------------------------------------------------------------------------------------------------

BLANK = Handoff(
    id=UUID(int=1),
    question=PostId(UUID(int=2)),
    state=HandoffState.OFFERED,
    reason="why",
    offered_by=None,
    offered_at=NOW,
    changed_at=NOW,
    ended_at=None,
    ticket=None,
    text=None,
    answer=None,
    failure_reason=None,
)
TOLD = st.sampled_from(
    [
        (HandoffState.ACCEPTED, {}),
        (HandoffState.LINKED, {"ticket": TICKET}),
        (HandoffState.LINKED, {"ticket": TICKET + "0"}),
        (HandoffState.ANSWERED, {"text": "Restart it."}),
        (HandoffState.ANSWERED, {"text": "Do not."}),
        (HandoffState.RETURNED, {}),
        (HandoffState.DECLINED, {"failure_reason": "Not ours."}),
        (HandoffState.FAILED, {"failure_reason": "Gone."}),
    ]
)


def apply(before: Handoff, to: HandoffState, values: dict[str, str]) -> Handoff:
    try:
        return advance(before, to, NOW, **values)
    except Conflict:
        return before


@given(st.lists(TOLD, max_size=12))
def test_no_history_leaves_the_allowed_transitions(
    history: list[tuple[HandoffState, dict[str, str]]],
) -> None:
    now = BLANK
    for to, values in history:
        after = apply(now, to, values)
        assert after.state is now.state or after.state in TRANSITIONS[now.state]
        if now.state in FINAL_STATES:
            assert after is now  # what is over stays as it is
        assert (after.ended_at is not None) == (after.state in FINAL_STATES)
        for known in ("ticket", "text", "failure_reason"):  # a recorded value never changes
            assert getattr(now, known) in (None, getattr(after, known))
        assert apply(after, to, values) is after  # a repeat changes nothing
        now = after


def test_every_state_can_be_reached_and_left_unless_final() -> None:
    assert {HandoffState.RETURNED, HandoffState.DECLINED, HandoffState.FAILED} == FINAL_STATES
    assert set(TRANSITIONS) == set(HandoffState)
    assert set().union(*TRANSITIONS.values()) == set(HandoffState) - {HandoffState.OFFERED}


def test_late_callbacks_change_nothing_and_a_late_ticket_is_recorded() -> None:
    answered = apply(BLANK, HandoffState.ANSWERED, {"text": "Restart it."})
    assert apply(answered, HandoffState.ACCEPTED, {}) is answered
    linked = apply(answered, HandoffState.LINKED, {"ticket": TICKET})
    assert (linked.state, linked.ticket) == (HandoffState.ANSWERED, TICKET)
    with pytest.raises(Conflict):
        advance(evolve(BLANK, state=HandoffState.FAILED), HandoffState.ANSWERED, NOW, text="Late.")


class Callbacks(RuleBasedStateMachine):
    """A desk, a steward and the scheduler send any callbacks; the worker runs now and then."""

    make: Callable[[], Any]

    def __init__(self) -> None:
        super().__init__()
        self.town = type(self).make()
        self.handoff = self.town.offer()
        self.seen = HandoffState.OFFERED

    def teardown(self) -> None:
        self.town.kit.close()

    @rule(
        command=st.sampled_from(
            [
                (RecordHandoffAccepted,),
                (RecordHandoffLinked, TICKET),
                (RecordHandoffAnswered, "Restart it."),
                (RecordHandoffAnswered, "Do not."),
                (RecordHandoffDeclined, "Not ours."),
                (RecordHandoffFailed, "Gone."),
                (ReturnHandoffAnswer,),
            ]
        )
    )
    def record(self, command: tuple[Any, ...]) -> None:
        message, *values = command
        before = self.known()
        try:
            with self.town.kit.session(SYSTEM, "help") as session:
                session.do(message(self.handoff.id, *values))
                facts = len(session.facts)
        except CommkitError:
            assert self.known() == before
            return
        if self.known() == before:
            assert facts == 0  # a repeat emits nothing

    @rule()
    def work(self) -> None:
        self.town.kit.worker().drain()

    @rule(hours=st.integers(1, 5))
    def wait(self, hours: int) -> None:
        self.town.clock.advance(hours * HOUR)
        self.town.do(SYSTEM, CheckClocks())

    def known(self) -> Handoff:
        return self.town.ask(SYSTEM, ListHandoffs(self.handoff.question))[0]

    @invariant()
    def keeps_to_the_ways_and_answers_once(self) -> None:
        known = self.known()
        assert known.state in _reachable(self.seen)
        self.seen = known.state
        thread = self.town.ask(SYSTEM, ReadThread(self.handoff.question)).items
        assert [post.id for post in thread[1:]] == ([known.answer] if known.answer else [])
        assert (known.state is HandoffState.RETURNED) == (known.answer is not None)


def _reachable(start: HandoffState) -> set[HandoffState]:
    found = {start}
    for state_ in HandoffState:  # the ways are no longer than there are states
        found |= set().union(*(TRANSITIONS[one] for one in found))
        assert state_ in TRANSITIONS
    return found


@pytest.mark.slow
def test_any_history_of_callbacks_keeps_to_the_transitions(fresh_sqlite: Callable[[], Any]) -> None:
    machine = type("_Callbacks", (Callbacks,), {"make": staticmethod(fresh_sqlite)})
    limits = settings(max_examples=40, stateful_step_count=15, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=limits)
