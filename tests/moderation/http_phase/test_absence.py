"""What becomes of posts while the external system does not answer, late, or about an earlier text."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Kit, NotFound
from commkit.diagnosis import diagnose
from commkit.moderation import (
    AbsenceRule,
    HttpModerationPhase,
    ListCases,
    ListMyHeldPosts,
    ListMyStatementsOfReasons,
    ModerationAction,
    ReviewerAbsent,
    ReviewerReturned,
    ReviewOutcome,
    ReviewPort,
)
from commkit.moderation.jobs import RecordReview
from commkit.moderation.tables import review, review_outage
from commkit.notifications import ListInbox
from commkit.posts import CreateThread, EditPost, ListThreads, Post, ReadPost
from commkit.runtime.storage.tables import outbox
from commkit.spaces import StartConversation
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_counters_hold, assert_refused, do
from tests.http_servers import Request, RunningServer, http_server
from tests.moderation.fixtures import case_of, decide, member, report, set_settings, town_of, write
from tests.moderation.http_phase.test_answers import LOOPBACK, SECRET

Answer = Callable[[Request], tuple[int, dict[str, str], bytes]]


class Outside:
    """An external system whose next answers the test sets: a verdict, or a status that is no answer."""

    def __init__(self) -> None:
        self.says: Any = "publish"
        self.during: Callable[[], object] = lambda: None

    def __call__(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        self.during()
        if isinstance(self.says, int):
            return self.says, {}, b"sorry"
        if isinstance(self.says, bytes):
            return 200, {}, self.says
        return (
            200,
            {},
            json.dumps({"verdict": self.says, "reasons": ["it says so"], "confidence": 0.9}).encode(),
        )


@contextmanager
def asked_outside(
    url: str, clock: ManualClock, rule: AbsenceRule, *, publication: str = "checked", **options: Any
) -> Iterator[tuple[Kit, Outside, RunningServer]]:
    outside = Outside()
    with http_server(outside) as server:
        phase = HttpModerationPhase(
            server.url,
            SECRET,
            rule,
            fetch=LOOPBACK,
            clock=clock,
            **{"retries": 1, "pause": timedelta(), **options},
        )
        with town_of(url, clock, ports={ReviewPort: phase}) as kit:
            set_settings(kit, review=True, publication=publication)
            yield kit, outside, server


def work(kit: Kit, clock: ManualClock, rounds: int = 1) -> None:
    for _ in range(rounds):
        kit.worker().drain()
        clock.advance(timedelta(hours=2))


def is_seen(kit: Kit, post: Post, by: str | None = "bob") -> bool:
    """Whether somebody sees it in the list and by its id, which say the same."""
    listed = post.id in [thread.id for thread in ask(kit, by, "town", ListThreads(limit=100)).items]
    try:
        ask(kit, by, "town", ReadPost(post.id))
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


def held(kit: Kit, by: str = "ada") -> list[tuple[str, str]]:
    return [(one.post.body, one.waits_for) for one in ask(kit, by, "town", ListMyHeldPosts()).items]


def rows(kit: Kit, table: Any) -> list[Any]:
    with kit.database.engine.connect() as connection:
        return list(connection.execute(select(table)).mappings())


@pytest.mark.parametrize(
    ("verdict", "seen", "waits"),
    [("publish", True, []), ("hold", False, [("Buy my pills.", "moderator")]), ("remove", False, [])],
)
def test_a_post_waits_for_the_verdict_which_decides(
    url: str, clock: ManualClock, verdict: str, seen: bool, waits: list[Any]
) -> None:
    with asked_outside(url, clock, AbsenceRule.HOLD) as (kit, outside, server):
        outside.says = verdict
        posted = write(kit)
        assert not is_seen(kit, posted)
        assert held(kit) == [("Buy my pills.", "reviewer")]
        assert held(kit, "bob") == []
        work(kit, clock)
        assert (is_seen(kit, posted), held(kit)) == (seen, waits)
        assert [case.held for case in ask(kit, "eve", "town", ListCases()).items] == [True] * (
            verdict == "hold"
        )
        with kit.session("ada") as lobby:
            statements = lobby.ask(ListMyStatementsOfReasons()).items
        assert [
            (one.decision.action, one.decision.automated, one.decision.detected, one.decision.facts)
            for one in statements
        ] == [(ModerationAction.REMOVE, True, "check", "it says so")] * (verdict == "remove")
        (row,) = rows(kit, review)
        assert (row["applied"], row["absent"], row["confidence"], row["late_at"]) == (True, "", 0.9, None)
        assert rows(kit, review_outage) == []
        assert len(server.requests) == 1
        assert_counters_hold(kit, "town")


@pytest.mark.parametrize("publication", ["checked", "after"])
@pytest.mark.parametrize("rule", AbsenceRule)
@pytest.mark.parametrize(
    "says", [500, b"garbage", b'{"verdict": "publish"}'.ljust(2_000_000)], ids=["500", "x", "2MB"]
)
def test_the_rule_for_its_absence_decides_after_the_last_attempt(
    sqlite_url: str, clock: ManualClock, publication: str, rule: AbsenceRule, says: Any
) -> None:
    with asked_outside(sqlite_url, clock, rule, publication=publication, retries=2) as (kit, outside, server):
        outside.says = says
        posted = write(kit)
        work(kit, clock, 2)
        assert is_seen(kit, posted) is (publication == "after"), "it has one attempt more"
        work(kit, clock)
        assert is_seen(kit, posted) is (rule is AbsenceRule.PUBLISH)
        assert held(kit) == [("Buy my pills.", "moderator")] * (rule is AbsenceRule.HOLD)
        work(kit, clock, 3)
        assert len(server.requests) == 3
        (row,) = rows(kit, review)
        assert row["absent"] == {500: "moderation.bad_status", b"garbage": "moderation.bad_answer"}.get(
            says, "fetching.too_large"
        )
        with kit.session("ada") as lobby:
            assert len(lobby.ask(ListMyStatementsOfReasons()).items) == (rule is AbsenceRule.REFUSE)
        assert_counters_hold(kit, "town")


def test_moderators_are_told_once_of_an_outage_and_it_ends_with_an_answer(
    url: str, clock: ManualClock
) -> None:
    with asked_outside(url, clock, AbsenceRule.HOLD) as (kit, outside, _):
        outside.says = 503
        for number in range(3):
            write(kit, "ada", f"Post {number}.")
        work(kit, clock, 4)
        (outage,) = rows(kit, review_outage)
        assert (outage["failures"], outage["error"]) == (6, "moderation.bad_status")
        assert [one.name for one in diagnose(kit) if one.name == "moderation.reviewer_absent"]
        kinds = [one.kind for one in ask(kit, "eve", "town", ListInbox()).items]
        assert kinds.count("moderation.reviewer_absent") == 1
        assert "moderation.reviewer_absent" not in [
            one.kind for one in ask(kit, "bob", "town", ListInbox()).items
        ]
        outside.says = "publish"
        after = write(kit, "bob", "Hello.")
        work(kit, clock)
        assert is_seen(kit, after, "cat")
        assert rows(kit, review_outage) == []
        with kit.database.engine.connect() as connection:
            names = connection.scalars(select(outbox.c.fact)).all()
        assert names.count(ReviewerAbsent.name) == names.count(ReviewerReturned.name) == 1
        assert not [one.name for one in diagnose(kit) if one.name == "moderation.reviewer_absent"]
        assert len(held(kit)) == 3, "what the rule decided stays as it is"


def test_while_it_rests_it_is_not_asked(sqlite_url: str, clock: ManualClock) -> None:
    with asked_outside(sqlite_url, clock, AbsenceRule.PUBLISH, pause=timedelta(hours=1), retries=0) as (
        kit,
        outside,
        server,
    ):
        outside.says = 503
        posts = [write(kit, "ada", f"Post {number}.") for number in range(5)]
        kit.worker().drain()
        assert all(is_seen(kit, post) for post in posts)
        assert len(server.requests) == 1
        clock.advance(timedelta(hours=1))
        write(kit, "ada", "Later.")
        kit.worker().drain()
        assert len(server.requests) == 2


def test_one_post_without_an_answer_delays_no_other(sqlite_url: str, clock: ManualClock) -> None:
    with asked_outside(sqlite_url, clock, AbsenceRule.HOLD, retries=5) as (kit, outside, _):
        answers = iter([500, "publish"])
        outside.during = lambda: setattr(outside, "says", next(answers, "publish"))
        first, second = write(kit, "ada", "One."), write(kit, "ada", "Two.")
        kit.worker().drain()
        assert sorted([is_seen(kit, first), is_seen(kit, second)]) == [False, True]
        clock.advance(timedelta(hours=2))
        kit.worker().drain()
        assert is_seen(kit, first)
        assert is_seen(kit, second)


def test_a_text_edited_meanwhile_is_asked_about_again_and_the_old_verdict_does_nothing(
    url: str, clock: ManualClock
) -> None:
    with asked_outside(url, clock, AbsenceRule.HOLD, publication="after") as (kit, outside, server):
        posted = write(kit)

        def edit() -> None:
            outside.during = lambda: None
            do(kit, "ada", "town", EditPost(post=posted.id, version=1, body="Vitamins."))

        outside.during, outside.says = edit, "remove"
        kit.worker().drain()
        verdicts = {row["version"]: (row["applied"], str(row["outcome"])) for row in rows(kit, review)}
        assert verdicts == {1: (False, "refuse"), 2: (True, "refuse")}
        assert [json.loads(request.body)["text"] for request in server.requests] == [
            "Why?\n\nBuy my pills.",
            "Why?\n\nVitamins.",
        ]
        assert len({json.loads(request.body)["id"] for request in server.requests}) == 2


def test_what_waits_is_edited_by_nobody_so_no_verdict_is_about_another_text(
    sqlite_url: str, clock: ManualClock
) -> None:
    with asked_outside(sqlite_url, clock, AbsenceRule.HOLD) as (kit, _, _server):
        posted = write(kit)
        with assert_refused(Conflict, "posts.stale"):
            do(kit, "eve", "town", EditPost(post=posted.id, version=1, body="Vitamins."))
        with assert_refused(NotFound, "runtime.not_found"):
            do(kit, "ada", "town", EditPost(post=posted.id, version=1, body="Vitamins."))


def test_an_answer_after_the_rule_was_applied_is_only_recorded(url: str, clock: ManualClock) -> None:
    with asked_outside(url, clock, AbsenceRule.HOLD, retries=0) as (kit, outside, _):
        outside.says = 500
        posted = write(kit)
        work(kit, clock)
        for outcome in (ReviewOutcome.PASS, ReviewOutcome.REFUSE):
            do(kit, SYSTEM, "town", RecordReview(post=posted.id, version=1, outcome=outcome))
        assert (is_seen(kit, posted), held(kit)) == (False, [("Buy my pills.", "moderator")])
        (row,) = rows(kit, review)
        assert (row["outcome"], row["late_outcome"]) == (ReviewOutcome.HOLD, ReviewOutcome.PASS)
        (case,) = ask(kit, "eve", "town", ListCases()).items
        decide(kit, case.id, ModerationAction.DISMISS)
        assert is_seen(kit, posted)


def test_a_moderator_who_decided_first_is_not_overruled(url: str, clock: ManualClock) -> None:
    with asked_outside(url, clock, AbsenceRule.HOLD) as (kit, _, server):
        posted = write(kit)
        (case,) = ask(kit, "eve", "town", ListCases()).items
        decide(kit, case.id, ModerationAction.REMOVE)
        work(kit, clock)
        assert not is_seen(kit, posted)
        assert server.requests == []


@pytest.mark.parametrize("publication", ["checked", "after"])
def test_nor_one_who_published_it(url: str, clock: ManualClock, publication: str) -> None:
    """Neither is the reviewer asked about the text any more, nor does its answer count where it was asked before."""
    with asked_outside(url, clock, AbsenceRule.HOLD, publication=publication) as (kit, outside, server):
        posted, asked = write(kit), write(kit, "ada", "More pills.")
        for one in (posted, asked):
            if publication == "after":
                report(kit, one.id)
            decide(kit, case_of(kit, one.id), ModerationAction.DISMISS)
        do(kit, SYSTEM, "town", RecordReview(post=asked.id, version=1, outcome=ReviewOutcome.REFUSE))
        outside.says = "remove"
        work(kit, clock)
        assert is_seen(kit, posted)
        assert is_seen(kit, asked)
        assert server.requests == []
        clock.advance(timedelta(seconds=1))
        do(kit, "ada", "town", EditPost(post=posted.id, version=1, body="Vitamins."))
        work(kit, clock)
        assert not is_seen(kit, posted), "another text is asked about again"
        assert len(server.requests) == 1


def test_private_messages_are_never_sent_out_and_wait_for_nobody(url: str, clock: ManualClock) -> None:
    with asked_outside(url, clock, AbsenceRule.HOLD) as (kit, _, server):
        talk = do(kit, "ada", "town", StartConversation(members=(member(kit, "bob"),)))
        said = CreateThread(kind="question", title="Psst", body="Between us.", space=talk.id)
        posted = do(kit, "ada", "town", said)
        work(kit, clock, 2)
        assert server.requests == []
        assert held(kit) == []
        assert ask(kit, "bob", "town", ReadPost(posted.id)).body == "Between us."
