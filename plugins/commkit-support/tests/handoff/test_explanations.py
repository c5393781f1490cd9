"""Why a question can or cannot be handed over, explained by the rules of the handler."""

from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest

from commkit import CommkitError, Kit
from commkit.explaining import DecisionTrace, ExplainDecision
from commkit.testing.contexts import context_of
from commkit_qa import AcceptAnswer
from commkit_support import Handoff, OfferHandoff, RecordHandoffDeclined, Support


def why(town: Any, key: str, thing: Any) -> DecisionTrace:
    with town.kit.session(key, "help", read_only=True) as session:
        trace: DecisionTrace = session.ask(ExplainDecision(session.member, "support.offer_handoff", thing.id))
        return trace


def rule(trace: DecisionTrace) -> str:
    return trace.denied_by.rule if trace.denied_by is not None else ""


def stops(town: Any, key: str, thing: Any) -> bool:
    """Whether the handler refuses it."""
    try:
        with town.kit.session(key, "help") as session:
            session.do(OfferHandoff(thing.id, "Nobody knows."))
            context_of(session).get(Handoff, thing.id)  # there is none, and so nothing of it is kept
    except CommkitError as error:
        return error.code != "runtime.not_found"
    return False


@pytest.mark.parametrize(("key", "expected"), [("ada", ""), ("amy", ""), ("bob", "their own")])
def test_the_trace_names_who_may_offer(sqlite_town: Any, key: str, expected: str) -> None:
    question = sqlite_town.question()
    assert rule(why(sqlite_town, key, question)) == expected
    assert stops(sqlite_town, key, question) is bool(expected)


def test_only_one_is_active(sqlite_town: Any) -> None:
    handoff = sqlite_town.offer()
    with sqlite_town.kit.session("ada", "help", read_only=True) as session:
        question = session.ask(ExplainDecision(session.member, "support.offer_handoff", handoff.question))
    assert rule(question) == "one at a time"
    sqlite_town.do("amy", RecordHandoffDeclined(handoff.id, "Not ours."))
    with sqlite_town.kit.session("ada", "help", read_only=True) as session:
        assert session.ask(ExplainDecision(session.member, "support.offer_handoff", handoff.question)).allowed


def test_a_settled_question_is_not_handed_over(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    answer = sqlite_town.answer(question.id)
    assert rule(why(sqlite_town, "amy", answer)) == "it is a question"
    assert stops(sqlite_town, "amy", answer)
    sqlite_town.do("ada", AcceptAnswer(question.id, answer.id))
    assert rule(why(sqlite_town, "ada", question)) == "something is expected of it"
    assert stops(sqlite_town, "ada", question)


def test_a_community_without_a_desk_gives_its_reason(sqlite_town: Any) -> None:
    question = sqlite_town.question()
    support = Support(no_help_desk_reason="we answer every question here")
    with closing(Kit(sqlite_town.url, plugins=[support])) as kit:
        town = SimpleNamespace(kit=kit)
        trace = why(town, "ada", question)
        assert rule(trace) == "a help desk"
        assert "we answer every question here" in trace.denied_by.because  # type: ignore[union-attr]
        assert stops(town, "ada", question)
