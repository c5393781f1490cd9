"""The deflection ledger: booked with proof, reversed and never changed; the two sides are always equal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from commkit import SYSTEM, CommkitError, Conflict, Denied, Invalid, NotFound
from commkit.posts import RemovePost, RestorePost
from commkit.privacy import ErasePerson
from commkit_qa import AcceptAnswer, ConfirmAnswer, ReopenQuestion, WithdrawConfirmation
from commkit_support import (
    AcknowledgeIssue,
    Evidence,
    ExplainBooking,
    LedgerEntry,
    LinkQuestion,
    ListLedgerEntries,
    OfferHandoff,
    OpenKnownIssue,
    RecordTicket,
    Reversal,
    UnlinkQuestion,
)
from commkit_support.tables import ledger

DAY = timedelta(days=1)


def entries(town: Any, by: str = "amy") -> list[LedgerEntry]:
    """The ledger, the oldest first."""
    return list(reversed(town.ask(by, ListLedgerEntries(limit=100)).items))


def told(town: Any) -> list[tuple[str, int, int]]:
    """What each entry says: its evidence, or why it reverses, and both sides."""
    return [
        (str(entry.because or entry.evidence), entry.community, entry.help_desk) for entry in entries(town)
    ]


def test_an_answer_that_the_asker_accepts_is_booked_once(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    assert "support.deflection_booked" in town.emitted("ada", AcceptAnswer(question.id, answer.id))
    town.do("ada", ConfirmAnswer(answer.id))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    (entry,) = entries(town)
    assert (entry.evidence, entry.answer, entry.member) == (Evidence.ACCEPTED, answer.id, question.author)
    assert (entry.community, entry.help_desk, entry.turn, entry.because) == (1, -1, 1, None)
    assert entry.final_at == town.clock.now + 14 * DAY


def test_each_reader_whom_it_helped_is_booked(town: Any) -> None:
    question = town.question()
    answer = town.answer(
        question.id, by="amy"
    )  # staff: for the asker the work was done, for readers it is not again
    for name in ("ada", "bob", "cid"):
        town.do(name, ConfirmAnswer(answer.id))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert [(entry.evidence, entry.member) for entry in entries(town)] == [
        (Evidence.READER_CONFIRMED, town.member("bob")),
        (Evidence.READER_CONFIRMED, town.member("cid")),
    ]


@pytest.mark.parametrize(
    "why", ["accepted by staff", "own answer", "staff asks", "host answers", "staff confirms"]
)
def test_what_proves_nothing_is_not_booked(sqlite_town: Any, why: str) -> None:
    town = sqlite_town
    question = town.question(by="stew" if why == "staff asks" else "ada")
    by: Any = {"own answer": "ada", "host answers": SYSTEM}.get(why, "bob")
    answer = town.answer(question.id, by=by)
    if why == "staff confirms":
        town.do("amy", ConfirmAnswer(answer.id))
    elif why in ("accepted by staff", "staff asks"):
        town.do("stew", AcceptAnswer(question.id, answer.id))
    else:
        town.do("ada", AcceptAnswer(question.id, answer.id))
    assert entries(town) == []


def test_a_ticket_in_the_window_reverses_it_and_one_after_it_does_not(town: Any) -> None:
    question, other = town.question(), town.question("Another one")
    answer = town.answer(question.id)
    town.do("ada", ConfirmAnswer(answer.id))
    town.do("bob", ConfirmAnswer(town.answer(other.id, by="cid").id))
    town.clock.advance(14 * DAY)
    handoff = town.do(
        "amy", OfferHandoff(other.id, "Nobody knows.")
    )  # whoever offers it, the ticket is the asker's
    assert told(town) == [("confirmed", 1, -1), ("reader_confirmed", 1, -1), ("ticket", -1, 1)]
    last = entries(town)[-1]
    assert (last.member, last.ticket, last.turn) == (question.author, handoff.id, 2)
    assert town.emitted("ada", ConfirmAnswer(answer.id)) == []
    third = town.question("A third one", by="bob")
    town.clock.advance(timedelta.resolution)
    town.do("bob", OfferHandoff(third.id, "Nobody knows."))
    assert len(entries(town)) == 3, "the window of bob has ended"


def test_a_ticket_ahead_of_the_proof_keeps_it_from_being_booked(town: Any) -> None:
    question = town.question()
    town.do("ada", OfferHandoff(question.id, "Nobody knows."))
    town.clock.advance(100 * DAY)
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    assert entries(town) == [], "this question was a ticket"
    again = town.question("Another one")
    town.do("ada", AcceptAnswer(again.id, town.answer(again.id).id))
    assert len(entries(town)) == 1, "that ticket was long ago"


def test_a_ticket_that_the_host_reports_counts_once(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("ada", ConfirmAnswer(answer.id))
    opened = town.clock.advance(DAY)
    town.clock.advance(30 * DAY)
    ada = town.member("ada")
    first = town.do(SYSTEM, RecordTicket(ada, "T-1", opened))
    assert town.do(SYSTEM, RecordTicket(ada, "T-1", opened)) == first
    assert told(town) == [("confirmed", 1, -1), ("ticket", -1, 1)], "however late it is reported"
    town.do(SYSTEM, RecordTicket(ada, "T-2", opened))
    assert len(entries(town)) == 2
    with pytest.raises(Invalid):
        town.do(SYSTEM, RecordTicket(ada, "T-3", town.clock.now + DAY))
    town.do(SYSTEM, RecordTicket(town.member("bob"), "T-4", town.clock.now - DAY))
    town.do("bob", ConfirmAnswer(town.answer(question.id, by="cid").id))
    assert len(entries(town)) == 2, "who opened a ticket yesterday did not avoid it"


def test_what_is_taken_back_is_reversed_and_may_be_booked_again(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("bob", ConfirmAnswer(town.answer(question.id, by="cid").id))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.do("ada", ReopenQuestion(question.id, "It broke again."))
    town.do("ada", ConfirmAnswer(answer.id))
    town.do("ada", WithdrawConfirmation(answer.id))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert told(town) == [
        ("reader_confirmed", 1, -1),
        ("accepted", 1, -1),
        ("reopened", -1, 1),
        ("confirmed", 1, -1),
        ("withdrawn", -1, 1),
        ("accepted", 1, -1),
    ]
    assert [entry.turn for entry in entries(town)] == [1, 1, 2, 3, 4, 5]


def test_with_the_post_the_proof_goes_and_comes(town: Any) -> None:
    question = town.question()
    answer = town.answer(question.id)
    town.do("cid", ConfirmAnswer(answer.id))
    town.do("ada", AcceptAnswer(question.id, answer.id))
    town.do("stew", RemovePost(answer.id))
    assert told(town)[2:] == [("answer_removed", -1, 1)] * 2
    town.do("stew", RestorePost(answer.id))
    assert told(town)[4:] == [("reader_confirmed", 1, -1)], "it is not accepted any more"
    town.do("stew", RemovePost(question.id))
    town.do("stew", RestorePost(question.id))
    assert told(town)[5:] == [("question_removed", -1, 1), ("reader_confirmed", 1, -1)]


def test_the_asker_says_that_the_message_of_a_known_issue_is_enough(town: Any) -> None:
    question = town.question()
    with pytest.raises(Conflict):
        town.do("ada", AcknowledgeIssue(question.id))
    issue = town.do("amy", OpenKnownIssue("3.13 does not build", "Wait for 3.13.1."))
    town.do("amy", LinkQuestion(question.id, issue.id))
    entry = town.do("ada", AcknowledgeIssue(question.id))
    assert (entry.evidence, entry.issue, entry.answer) == (Evidence.ISSUE_SETTLED, issue.id, None)
    for actor, error in (("ada", Conflict), ("bob", Denied)):
        with pytest.raises(error):
            town.do(actor, AcknowledgeIssue(question.id))
    town.do("amy", UnlinkQuestion(question.id))
    assert told(town) == [("issue_settled", 1, -1), ("unlinked", -1, 1)]


def test_a_booking_is_explained_to_staff_and_to_whom_it_is_about(town: Any) -> None:
    question = town.question()
    town.do("ada", AcceptAnswer(question.id, town.answer(question.id).id))
    booking = entries(town)[0]
    for reader in ("amy", "ada"):
        found = town.ask(reader, ExplainBooking(booking.id))
        assert [(step.rule, str(step.outcome)) for step in found.steps] == [
            ("proof", "yes"),
            ("booked once for this member and question", "yes"),
            ("it stands", "yes"),
            ("its window has ended", "later"),
        ]
    with pytest.raises(NotFound):
        town.ask("bob", ExplainBooking(booking.id))
    town.do("ada", OfferHandoff(town.question("Another one").id, "Nobody knows."))
    assert [str(step.outcome) for step in town.ask("amy", ExplainBooking(booking.id)).steps][2] == "no"
    reversal = town.ask("amy", ExplainBooking(entries(town)[-1].id))
    assert "ticket" in reversal.steps[-1].because


def test_an_erased_person_leaves_the_numbers_and_no_reference(town: Any) -> None:
    question = town.question()
    town.do("cid", ConfirmAnswer(town.answer(question.id).id))
    town.do(SYSTEM, RecordTicket(town.member("bob"), "bob@desk.example/7", town.clock.now))
    for key in ("cid", "bob"):
        town.kit.transact(SYSTEM, None, lambda lobby, key=key: lobby.do(ErasePerson(key)))
    assert told(town) == [("reader_confirmed", 1, -1)]
    with town.kit.database.engine.connect() as connection:
        assert connection.execute(text("SELECT reference FROM commkit_support_ticket")).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"community": 1, "help_desk": 0},
        {"community": -1, "help_desk": 1},
        {"turn": 0},
        {"community": 2, "help_desk": -2},
    ],
)
def test_the_database_refuses_unequal_sides(town: Any, wrong: dict[str, int]) -> None:
    question = town.question()
    entry = {
        "question": question.id, "member": question.author, "turn": 1, "community": 1, "help_desk": -1,
        "evidence": Evidence.CONFIRMED, "at": town.clock.now, "final_at": town.clock.now,
    }  # fmt: skip
    with town.kit.session(SYSTEM, "help") as session:
        community, id = session.community.id, question.id
    with town.kit.database.engine.begin() as connection:  # the control: equal sides are taken
        connection.execute(insert(ledger).values(community_id=community, id=id, **entry))
    other = {**entry, "member": id, **wrong}
    with pytest.raises(IntegrityError), town.kit.database.engine.begin() as connection:
        connection.execute(insert(ledger).values(community_id=community, id=question.author, **other))


ACTS = st.lists(
    st.sampled_from(
        [
            "accept",
            "reopen",
            "confirm",
            "withdraw",
            "reader",
            "reader withdraws",
            "remove",
            "restore",
            "ticket",
            "wait",
        ]
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_the_sides_are_always_equal_and_at_most_one_booking_stands(
    fresh_sqlite: Callable[[], Any], acts: list[str]
) -> None:
    town = fresh_sqlite()
    question = town.question()
    answer, tickets = town.answer(question.id, by="cid"), 0
    last_ticket = None
    try:
        for act in acts:
            commands = {
                "accept": ("ada", AcceptAnswer(question.id, answer.id)),
                "reopen": ("ada", ReopenQuestion(question.id, "")),
                "confirm": ("ada", ConfirmAnswer(answer.id)),
                "withdraw": ("ada", WithdrawConfirmation(answer.id)),
                "reader": ("bob", ConfirmAnswer(answer.id)),
                "reader withdraws": ("bob", WithdrawConfirmation(answer.id)),
                "remove": ("stew", RemovePost(answer.id)),
                "restore": ("stew", RestorePost(answer.id)),
            }
            if act == "wait":
                town.clock.advance(8 * DAY)
            elif act == "ticket":
                tickets += 1
                last_ticket = town.clock.now
                town.do(SYSTEM, RecordTicket(question.author, f"T-{tickets}", town.clock.now))
            else:
                try:
                    town.do(*commands[act])
                except CommkitError:
                    continue  # it is not the moment for this act
            standing: dict[Any, list[LedgerEntry]] = {}
            for entry in entries(town):
                assert entry.community + entry.help_desk == 0
                before = standing.setdefault(entry.member, [])
                assert entry.turn == len(before) + 1
                assert entry.community == (1 if len(before) % 2 == 0 else -1)
                assert (entry.because is None) == entry.is_booking
                before.append(entry)
            for about, found in standing.items():
                balance = sum(entry.community for entry in found)
                assert balance in (0, 1)
                if about == question.author and balance and last_ticket is not None:
                    assert last_ticket > found[-1].final_at or last_ticket < found[-1].at - 14 * DAY
            assert sum(e.community for f in standing.values() for e in f) == -sum(
                e.help_desk for f in standing.values() for e in f
            )
    finally:
        town.kit.close()


def test_reversals_know_their_reasons() -> None:
    assert {str(word) for word in Reversal} == {
        "ticket", "withdrawn", "reopened", "answer_removed", "question_removed", "unlinked",
    }  # fmt: skip
