"""The worker and the help desk: the offer goes out, the answer comes back, and what fails is tried again or told."""

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from commkit import SYSTEM, Invalid
from commkit.posts import CreateReply, CreateThread, ReadPost, ReadThread, RemovePost
from commkit_qa import AcceptAnswer
from commkit_support import (
    CheckClocks,
    HandoffAccepted,
    HandoffAnswered,
    HandoffLinked,
    HandoffOffered,
    HandoffReceipt,
    HandoffReturned,
    HandoffState,
    HelpDeskRefused,
    HelpDeskUnreachable,
    ListHandoffs,
    ListUnansweredQuestions,
    OfferHandoff,
    ReadClock,
    ReadHandoffBundle,
    RecordHandoffAnswered,
    RecordHandoffLinked,
)

HOUR = timedelta(hours=1)
TICKET = "https://desk.example/tickets/7"


def test_offered_accepted_linked_answered_returned(town: Any) -> None:
    emitted: list[str] = []
    for fact in (HandoffOffered, HandoffAccepted, HandoffLinked, HandoffAnswered, HandoffReturned):
        town.kit.on(fact)(lambda fact: emitted.append(fact.name.removeprefix("support.handoff_")))
    handoff = town.offer()
    assert town.desk.offers == []  # nothing leaves inside the transaction
    town.kit.worker().drain()
    assert town.where(handoff) is HandoffState.ACCEPTED
    town.do(SYSTEM, RecordHandoffLinked(handoff.id, TICKET))
    town.clock.advance(HOUR)
    assert town.emitted(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart the *server*.")) == [
        "support.handoff_answered"
    ]
    assert town.ask("bob", ReadThread(handoff.question)).items[1:] == ()
    town.kit.worker().drain()

    assert emitted == ["offered", "accepted", "linked", "answered", "returned"]
    (returned,) = town.ask("ada", ListHandoffs(handoff.question))
    assert (returned.state, returned.ticket, returned.ended_at) == (
        HandoffState.RETURNED,
        TICKET,
        town.clock.now,
    )
    answer = town.ask("bob", ReadPost(returned.answer))
    assert (answer.kind, answer.body) == ("answer", "Restart the *server*.")
    assert (answer.author, answer.author_name) == (
        None,
        "Acme help",
    )  # nobody's account: the community speaks
    assert town.ask("bob", ListUnansweredQuestions()).items == ()
    case = town.ask("bob", ReadClock(handoff.question))
    assert (case.replied_at, case.replied_by_staff) == (town.clock.now, True)
    assert town.do("ada", AcceptAnswer(handoff.question, returned.answer)).state == "solved"


def test_a_desk_that_returns_its_ticket_at_once(make_town: Callable[..., Any], new_desk: Any) -> None:
    town = make_town(help_desk=new_desk(HandoffReceipt(ticket=TICKET)))
    handoff = town.offer()
    town.kit.worker().drain()
    assert town.ask("ada", ListHandoffs(handoff.question))[0].ticket == TICKET


def test_a_refusal_fails_and_the_question_stays_open(make_town: Callable[..., Any], new_desk: Any) -> None:
    town = make_town(help_desk=new_desk(HelpDeskRefused("support.help_desk_refused", "we are closed")))
    handoff = town.offer()
    town.kit.worker().drain()
    (failed,) = town.ask("ada", ListHandoffs(handoff.question))
    assert (failed.state, failed.failure_reason) == (HandoffState.FAILED, "we are closed")
    assert town.ask("ada", ReadPost(handoff.question)).state == "open"


def test_an_unreachable_desk_is_tried_again_under_the_same_id(
    make_town: Callable[..., Any], new_desk: Any
) -> None:
    desk = new_desk(
        HelpDeskUnreachable("support.help_desk_unreachable", "no answer"),
        RuntimeError("broken"),
        HandoffReceipt(),
    )
    town = make_town(help_desk=desk)
    handoff = town.offer()
    worker = town.kit.worker()
    for left in (2, 1, 0):
        worker.drain()
        assert len(desk.answers) == left
        town.clock.advance(timedelta(minutes=1))
    assert town.where(handoff) is HandoffState.ACCEPTED
    assert len({delivery for delivery, _ in desk.offers}) == 1
    assert len(desk.offers) == 3


def test_what_the_desk_does_not_accept_in_time_fails(make_town: Callable[..., Any], new_desk: Any) -> None:
    town = make_town(
        help_desk=new_desk(
            *(HelpDeskUnreachable("support.help_desk_unreachable", "no answer") for _ in range(99))
        )
    )
    handoff = town.offer()
    town.kit.worker().drain()
    town.clock.advance(4 * HOUR)
    assert "support.handoff_failed" not in town.emitted(SYSTEM, CheckClocks())
    town.clock.advance(HOUR)
    assert "support.handoff_failed" in town.emitted(SYSTEM, CheckClocks())
    tries = len(town.desk.offers)
    town.kit.worker().drain()  # what is over is not offered any more
    assert (town.where(handoff), len(town.desk.offers)) == (HandoffState.FAILED, tries)


def test_a_worker_that_dies_after_the_delivery_delivers_again_and_changes_nothing(town: Any) -> None:
    class Killed(BaseException):
        """As SIGKILL: nothing of the worker's own runs after it."""

    handoff = town.offer()
    take = town.desk.offer

    def take_and_die(bundle: Any, *, delivery_id: str) -> HandoffReceipt:
        take(bundle, delivery_id=delivery_id)
        raise Killed

    town.desk.offer = take_and_die
    with pytest.raises(Killed):
        town.kit.worker(name="first").drain()
    assert town.where(handoff) is HandoffState.OFFERED
    town.do(SYSTEM, RecordHandoffLinked(handoff.id, TICKET))  # the desk has it all the same, and tells so
    del town.desk.offer
    town.clock.advance(HOUR)  # the lease of the dead one runs out
    town.kit.worker(name="second").drain()
    assert len(town.desk.offers) == 1  # it is not offered again: the desk has accepted it
    assert town.emitted(SYSTEM, RecordHandoffLinked(handoff.id, TICKET)) == []
    assert town.where(handoff) is HandoffState.LINKED


def test_an_answer_to_a_removed_question_is_kept_and_the_handoff_fails(town: Any) -> None:
    handoff = town.offer()
    town.kit.worker().drain()
    town.do("stew", RemovePost(handoff.question))
    town.do(SYSTEM, RecordHandoffAnswered(handoff.id, "Restart it."))
    assert town.kit.worker().drain().failed == 0
    (failed,) = town.ask(SYSTEM, ListHandoffs(handoff.question))
    assert (failed.state, failed.text, failed.answer) == (HandoffState.FAILED, "Restart it.", None)


def test_a_question_removed_before_the_offer_is_not_offered(sqlite_town: Any) -> None:
    handoff = sqlite_town.offer()
    sqlite_town.do("ada", RemovePost(handoff.question))
    sqlite_town.kit.worker().drain()
    assert sqlite_town.desk.offers == []
    assert sqlite_town.ask(SYSTEM, ListHandoffs(handoff.question))[0].state is HandoffState.FAILED


@pytest.mark.parametrize("ticket", ["javascript:alert(1)", "ftp://desk.example/7", "7"])
def test_a_ticket_is_an_address_that_can_be_shown(sqlite_town: Any, ticket: str) -> None:
    handoff = sqlite_town.offer()
    with pytest.raises(Invalid):
        sqlite_town.do(SYSTEM, RecordHandoffLinked(handoff.id, ticket))


# --- the bundle --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "source", "shown"),
    [
        ("markdown", "**password:** hunter2", "password: [secret]"),
        ("markdown", "`password` : `hunter2`", "password : [secret]"),
        ("html", "<b>password:</b> hunter2", "password: [secret]"),
        ("html", "<p>ada&#64;example.org, ada@<b></b>example.org</p>", "[e-mail], [e-mail]"),
        (
            "markdown",
            "ada\\@example.org and [me](mailto:ada%40example.org)",
            "[e-mail] and me (mailto:e-mail)",
        ),
        ("html", "<p>0664&nbsp;123&nbsp;45&nbsp;67</p>", "[number]"),
        ("markdown", "Call `0664` **123** *45* 67.", "Call [number]."),
    ],
)
def test_the_bundle_is_redacted_as_people_see_it(
    sqlite_town: Any, markup: Any, source: str, shown: str
) -> None:
    town = sqlite_town
    asked = CreateThread(kind="question", title="Build fails", body=source, markup=markup)
    question = town.do("ada", asked)
    town.do("ada", CreateReply(question.id, source, kind="comment", markup=markup))
    town.do("stew", OfferHandoff(question.id, "Nobody knows."))
    town.kit.worker().drain()
    ((_, bundle),) = town.desk.offers
    assert (bundle.body, bundle.replies[0].body) == (shown, shown)
    assert not re.search(r"hunter2|ada|664", bundle.body + bundle.replies[0].body)


def test_without_rendering_the_bundle_has_the_source_redacted(
    sqlite_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = sqlite_town
    question = town.do(
        "ada", CreateThread(kind="question", title="Build fails", body="**password:** hunter2, see *it*")
    )
    town.do("stew", OfferHandoff(question.id, "Nobody knows."))
    monkeypatch.delattr("commkit.rendering.formats", raising=False)
    monkeypatch.setitem(sys.modules, "commkit.rendering.formats", None)
    town.kit.worker().drain()
    ((_, bundle),) = town.desk.offers
    assert bundle.body == "**password:** [secret], see *it*"


def test_the_bundle_has_no_removed_replies_no_names_and_the_remaining_time(town: Any) -> None:
    question = town.question("Mail ada@example.org about it")
    town.do("ada", CreateReply(question.id, "My number is +43 660 1234567.", kind="comment"))
    spam = town.answer(question.id, by="cid")
    town.do("stew", RemovePost(spam.id))
    town.clock.advance(2 * HOUR)
    handoff = town.do("stew", OfferHandoff(question.id, "password: hunter2"))
    town.kit.worker().drain()
    ((delivery, bundle),) = town.desk.offers
    assert UUID(delivery)
    assert (bundle.handoff, bundle.question, bundle.slug) == (handoff.id, question.id, "help")
    assert (bundle.title, bundle.reason) == ("Mail [e-mail] about it", "password: [secret]")
    assert [(reply.by, reply.body) for reply in bundle.replies] == [("asker", "My number is [number].")]
    assert bundle.remaining == 6 * HOUR
    everything = repr(bundle)
    assert not re.search(r"\bada\b", everything)  # an id may hold these letters
    assert "hunter2" not in everything
    town.answer(question.id, by="amy")
    shown = town.ask("stew", ReadHandoffBundle(handoff.id))
    assert ([reply.by for reply in shown.replies], shown.remaining) == (["asker", "staff"], None)
