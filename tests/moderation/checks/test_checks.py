"""Checks: what is held, what is refused, and that checks that are off cost nothing."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid, Kit, NotFound
from commkit.moderation import (
    AppealDecision,
    DecideAppeal,
    DecideCase,
    ListCases,
    ModerationAction,
    PostHeld,
    ReadCase,
    ReviewRequested,
)
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    ReadPost,
    ReadThread,
    RestorePost,
)
from commkit.testing.clock import ManualClock
from commkit.testing.kits import StatementObserver
from tests.helpers import ask, assert_counters_hold, assert_refused, assert_unchanged, do, run_concurrently
from tests.moderation.fixtures import (
    START,
    case_of,
    decide,
    member,
    membership,
    report,
    set_settings,
    write,
)
from tests.sample import OWNER, create_community, new_kit


def test_a_held_post_is_hidden_until_its_case_is_dismissed(town: Kit) -> None:
    set_settings(town, words="hold", denied_words=["pills"])
    with town.session("ada", "town") as session:
        held = session.do(CreateThread(kind="question", title="Offer", body="Cheap PILLS!", tags=("health",)))
        facts = [fact for fact in session.facts if isinstance(fact, PostHeld)]
    case = case_of(town, held.id)
    assert facts == [PostHeld(post=held.id, case=case, author=member(town, "ada"))]
    for reader in ("ada", "bob", None):
        assert ask(town, reader, "town", ListThreads()).items == ()
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, reader, "town", ReadPost(held.id))
    assert (membership(town, "ada").post_count, membership(town, "ada").removed_count) == (0, 0)
    assert_counters_hold(town, "town")
    file = ask(town, "eve", "town", ReadCase(case))
    assert (file.case.held, file.case.detections, file.case.priority) == (True, 1, 2)
    assert [(f.check, f.evidence, f.at) for f in file.detections] == [("words", "the words 'pills'", START)]
    do(town, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))
    (shown,) = ask(town, "bob", "town", ListThreads()).items
    assert (shown.id, shown.body, shown.tags) == (held.id, "Cheap PILLS!", ("health",))
    assert ask(town, "eve", "town", ListCases()).items == ()
    assert_counters_hold(town, "town")


def test_a_held_reply_and_a_held_edit(town: Kit) -> None:
    set_settings(town, links="hold", max_links=0)
    thread = write(town, "bob", "Hello.")
    reply = do(town, "ada", "town", CreateReply(thread.id, "See https://a.example"))
    assert [post.id for post in ask(town, "bob", "town", ReadThread(thread.id)).items] == [thread.id]
    edit = EditPost(post=thread.id, version=1, body="See https://b.example")
    do(town, "bob", "town", edit)
    with assert_refused(NotFound, "posts.not_found"):
        ask(town, "ada", "town", ReadThread(thread.id))
    assert_counters_hold(town, "town")
    for id in (thread.id, reply.id):
        do(town, "eve", "town", DecideCase(case=case_of(town, id), action=ModerationAction.DISMISS))
    assert len(ask(town, "ada", "town", ReadThread(thread.id)).items) == 2
    assert_counters_hold(town, "town")


def test_a_held_post_that_a_steward_restored_can_be_dismissed(lite: Kit) -> None:
    set_settings(lite, words="hold", denied_words=["pills"])
    held = write(lite)
    do(lite, "eve", "town", RestorePost(held.id))
    decide(lite, case_of(lite, held.id), ModerationAction.DISMISS)
    assert ask(lite, "bob", "town", ReadPost(held.id)).removed_at is None


def test_a_held_post_stays_removed_unless_dismissed(lite: Kit) -> None:
    set_settings(lite, words="hold", denied_words=["pills"], strikes_to_suspend=0)
    first, second = write(lite), write(lite)
    removed = decide(lite, case_of(lite, first.id), ModerationAction.REMOVE)
    struck = decide(lite, case_of(lite, second.id), ModerationAction.STRIKE)
    assert (removed.detected, removed.consequences, struck.consequences) == ("check", (), ("removed",))
    assert ask(lite, "bob", "town", ListThreads()).items == ()
    grant_appeal(lite, struck.id)
    assert [post.id for post in ask(lite, "bob", "town", ListThreads()).items] == [second.id]
    assert_counters_hold(lite, "town")


def grant_appeal(kit: Kit, decision: Any) -> None:
    """The author appeals, and max grants it."""
    with kit.session("ada") as lobby:
        lobby.do(AppealDecision(decision, "They are vitamins."))
    do(kit, "max", "town", DecideAppeal(decision, True, "So they are."))


def test_a_hold_joins_the_case_of_earlier_reports(lite: Kit) -> None:
    set_settings(lite, words="hold", denied_words=["pills"])
    posted = write(lite, "ada", "Vitamins.")
    report(lite, posted.id)
    do(lite, "ada", "town", EditPost(post=posted.id, version=1, body="Pills."))
    (case,) = ask(lite, "eve", "town", ListCases()).items
    assert (case.reports, case.detections, case.held, case.priority) == (1, 1, True, 3)
    decide(lite, case.id, ModerationAction.DISMISS)
    assert ask(lite, "bob", "town", ReadPost(posted.id)).removed_at is None


@pytest.mark.parametrize(
    ("settings", "body", "message"),
    [
        ({"length": "refuse", "min_length": 9}, "Hm.", "at least 9 are required"),
        ({"links": "refuse", "max_links": 0}, "https://a.example", "links: 1 links"),
        ({"words": "refuse", "denied_words": ["pills"]}, "Pills", "words: the words 'pills'"),
    ],
)
def test_a_refused_text_changes_nothing_and_names_the_check(
    lite: Kit, settings: dict[str, Any], body: str, message: str
) -> None:
    thread = write(lite, "ada", "Something long.")
    set_settings(lite, **settings)
    commands = [
        CreateThread(kind="question", title="", body=body),
        CreateReply(thread.id, body),
        EditPost(post=thread.id, version=1, body=body),
    ]
    for command in commands[1:]:
        with assert_unchanged(lite), pytest.raises(Denied) as caught:
            do(lite, "ada", "town", command)  # type: ignore[arg-type]
        assert caught.value.code == "moderation.refused"
        assert message in caught.value.message
    for exempt in ("eve", OWNER, SYSTEM):
        do(lite, exempt, "town", CreateReply(thread.id, body))


def test_a_title_is_checked_too(lite: Kit) -> None:
    set_settings(lite, words="refuse", denied_words=["pills"])
    with assert_unchanged(lite), assert_refused(Denied, "moderation.refused"):
        do(lite, "ada", "town", CreateThread(kind="question", title="Pills!", body="Cheap."))


def test_a_repeated_text_is_found_in_any_spacing_and_case(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, repeat="refuse", max_repeats=2, repeat_window="PT1H")
    thread = write(lite, "ada", "Welcome.")
    for body in ("Thank you!", "THANK  you!"):
        do(lite, "bob", "town", CreateReply(thread.id, body))
    with assert_unchanged(lite), assert_refused(Denied, "moderation.refused"):
        do(lite, "bob", "town", CreateReply(thread.id, "thank you!\n"))
    do(lite, "cat", "town", CreateReply(thread.id, "Thank you!"))
    do(lite, "bob", "town", CreateReply(thread.id, "Thank you, too!"))
    clock.advance(timedelta(hours=1))
    do(lite, "bob", "town", CreateReply(thread.id, "Thank you!"))


def test_a_repeated_text_is_held_with_its_evidence(lite: Kit) -> None:
    set_settings(lite, repeat="hold")
    write(lite, "ada")
    again = write(lite, "ada")
    (detection,) = ask(lite, "eve", "town", ReadCase(case_of(lite, again.id))).detections
    assert (detection.check, detection.evidence) == (
        "repeat",
        "the same text, posted 2 times within 1 day, 0:00:00",
    )


def test_too_many_posts_in_the_window_are_refused(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, rate="refuse", max_posts=3, rate_window="PT1H")
    for number in range(3):
        clock.advance(timedelta(minutes=19))
        write(lite, "ada", str(number))
    with assert_unchanged(lite), assert_refused(Denied, "moderation.refused"):
        write(lite, "ada", "3")
    write(lite, "bob", "3")
    clock.advance(timedelta(minutes=22))  # an hour after the first one
    write(lite, "ada", "3")


def test_simultaneous_posts_are_counted_exactly(town: Kit) -> None:
    set_settings(town, rate="refuse", max_posts=3)
    answers = run_concurrently(8, lambda n: write(town, "ada", str(n)))
    assert len([a for a in answers if not isinstance(a, Exception)]) == 3
    assert {e.code for e in answers if isinstance(e, Exception)} == {"moderation.refused"}
    assert membership(town, "ada").post_count == 3


def test_checks_that_are_off_run_no_statement(sqlite_url: str) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(seen.append)])) as kit:
        create_community(kit, members=["ada"])
        thread = write(kit, "ada")
        do(kit, "ada", "town", CreateReply(thread.id, "Hm."))
        do(kit, "ada", "town", EditPost(post=thread.id, version=1, body="Hm."))
        ours = (
            "commkit_case",
            "commkit_post_fingerprint",
            "commkit_slow_mode",
            "commkit_detection",
            "commkit_slow",
        )
        assert not [sql for sql in seen if any(name in sql for name in ours)]
        with kit.session("ada", "town") as session:
            session.do(CreateReply(thread.id, "Hm."))
            assert not [fact for fact in session.facts if isinstance(fact, ReviewRequested | PostHeld)]


def test_control_a_check_that_is_on_runs_statements(sqlite_url: str) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(seen.append)])) as kit:
        create_community(kit, members=["ada"])
        set_settings(kit, repeat="hold")
        write(kit, "ada")
        assert [sql for sql in seen if "commkit_post_fingerprint" in sql]


def test_settings_that_do_not_fit_are_refused(lite: Kit) -> None:
    for wrong in (
        {"words": "sometimes"},
        {"max_posts": 0},
        {"strikes_to_suspend": -1},
        {"log_visibility": "nobody"},
    ):
        with assert_unchanged(lite), pytest.raises(Invalid):
            set_settings(lite, **wrong)
