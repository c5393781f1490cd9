"""Proofs and tickets at once: one booking stands, and none beside a ticket; from threads and from eight processes."""

from threading import Event
from typing import Any

import pytest

from commkit import SYSTEM
from commkit_qa import AcceptAnswer, ConfirmAnswer
from commkit_support import LedgerEntry, ListLedgerEntries, OfferHandoff
from tests.processes import at_once_in_processes

ROUNDS = 6
PRELUDE = """
from commkit_qa import AcceptAnswer, ConfirmAnswer
from commkit_support import Support

def kit_of(url, clock):
    return Kit(url, plugins=[Support(no_help_desk_reason="None.")], clock=clock)
"""


def entries(town: Any) -> list[LedgerEntry]:
    return list(town.ask(SYSTEM, ListLedgerEntries(limit=100)).items)


@pytest.mark.slow
def test_of_proofs_from_eight_processes_one_is_booked(town: Any) -> None:
    question = town.question()
    answers = [town.answer(question.id, by=by).id for by in ("bob", "cid") * 4]
    proofs = (
        "session.do(ConfirmAnswer(ids[{0}])) and ''",
        "session.do(AcceptAnswer(ids[0], ids[{0}])) and ''",
    ) * 4
    works = [("ada", proof.format(number)) for number, proof in enumerate(proofs, 1)]
    said = at_once_in_processes(town, PRELUDE, works, ids=[question.id, *answers])
    assert set(said) <= {"", "posts.stale", "qa.already_solved"}, said
    (entry,) = entries(town)
    assert (entry.turn, entry.community) == (1, 1)


def test_a_ticket_and_a_proof_at_once_leave_no_booking(town: Any) -> None:
    for number in range(ROUNDS):
        question = town.question(f"Question {number}", by="bob")
        answer = town.answer(question.id, by="cid")
        outcomes = town.at_once(
            lambda answer=answer: town.do("bob", ConfirmAnswer(answer.id)),
            lambda question=question: town.do("amy", OfferHandoff(question.id, "Nobody knows.")),
        )
        assert len(outcomes) == 2
    assert sum(entry.community for entry in entries(town)) == 0


def handed_over_between(town: Any) -> int:
    """The question is handed over after the booking session asked for tickets; returns what is booked then."""
    question = town.question()
    answer = town.answer(question.id)
    looked, offered = Event(), Event()

    def hold(sql: str) -> None:
        if sql.startswith("INSERT INTO commkit_support_ledger") and not looked.is_set():
            looked.set()
            offered.wait(3)  # with the lock it waits for us

    town.kit.database.observer = hold

    def offer() -> None:
        assert looked.wait(60)
        town.do("amy", OfferHandoff(question.id, "Nobody knows."))
        offered.set()

    town.at_once(lambda: town.do("ada", ConfirmAnswer(answer.id)), offer)
    return sum(entry.community for entry in entries(town))


@pytest.mark.slow
@pytest.mark.postgres
def test_a_ticket_after_the_look_waits_for_the_booking_and_reverses_it(postgres_town: Any) -> None:
    assert handed_over_between(postgres_town) == 0


@pytest.mark.postgres
def test_control_without_the_lock_a_booking_stands_beside_a_ticket(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("handlers", "reactions"):
        monkeypatch.setattr(f"commkit_support.deflection.{room}.lock_member", lambda *_: True)
    assert handed_over_between(postgres_town) == 1


def test_of_many_who_reverse_at_once_one_does(town: Any) -> None:
    for number in range(ROUNDS):
        question = town.question(f"Question {number}", by="cid")
        town.do("cid", AcceptAnswer(question.id, town.answer(question.id).id))
    questions = [town.question(f"Handed over {number}", by="cid").id for number in range(4)]
    outcomes = town.at_once(
        *[lambda asked=asked: town.do("amy", OfferHandoff(asked, "Nobody knows.")) for asked in questions]
    )
    assert len(outcomes) == 4
    found = entries(town)
    assert sum(entry.community for entry in found) == 0
    assert len(found) == 2 * ROUNDS
