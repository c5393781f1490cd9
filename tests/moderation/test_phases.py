"""Phases: what each finds, what is held and let through, what is refused, and that all of them off cost nothing."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Denied, Invalid, Kit, NotFound
from commkit.moderation import (
    AppealDecision,
    ClaimCase,
    DecideAppeal,
    DecideCase,
    ListCases,
    ListMyStatementsOfReasons,
    ModerationAction,
    ModerationSettings,
    PostHeld,
    PurgeModeration,
    ReadCase,
    RecordReview,
    ReviewOutcome,
    ReviewPort,
    ReviewRequest,
    ReviewRequested,
    ReviewVerdict,
    text_checks,
)
from commkit.posts import (
    CreateReply,
    CreateThread,
    EditPost,
    ListNewestThreads,
    ReadPost,
    ReadThread,
    RemovePost,
    RestorePost,
)
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_counters_hold, assert_refused, assert_unchanged, do, run_concurrently
from tests.moderation.town import (
    DAY,
    START,
    case_of,
    decide,
    member,
    membership,
    report,
    settle,
    town_of,
    write,
)
from tests.sample import OWNER, create_community, new_kit


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(url, clock) as kit:
        yield kit


@pytest.fixture
def lite(sqlite_url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(sqlite_url, clock) as kit:
        yield kit


# --- what each phase finds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Buy PILLS now", "pills"),
        ("b\u200bu\u00ady pi\u200dlls", "pills"),
        ("\uff50\uff49\uff4c\uff4c\uff53", "pills"),
        ("pills,", "pills"),
        ("Straße", "strasse"),
        ("get  rich\nQUICK!", "get rich quick"),
        ("spills and pillsbury", None),
        ("get very rich quick", None),
        ("get rich", None),
        ("", None),
    ],
)
def test_words_are_met_whole_in_any_case_and_disguise(text: str, found: str | None) -> None:
    settings = ModerationSettings(denied_words=("pills", "get rich quick", "STRASSE", "...", ""))
    assert text_checks.words(text, settings) == (None if found is None else f"the words {found!r}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://good.example/page", None),
        ("see https://bad.example/page", "a link to bad.example"),
        ("see HTTP://BAD.example.", "a link to bad.example"),
        ("see https://user:secret@www.bad.example:8080?x", "a link to bad.example"),
        ("see www.bad.example", "a link to bad.example"),
        ("[text](https://deep.sub.bad.example)", "a link to bad.example"),
        ("see https://notbad.example", None),
        ("see https://bad.example.org", None),
        ("see https://bücher.example", "a link to xn--bcher-kva.example"),
        ("see https://xn--bcher-kva.example", "a link to xn--bcher-kva.example"),
        ("https://a.example https://b.example https://c.example", "3 links; at most 2 are wanted"),
        ("bad.example is bad", None),
    ],
)
def test_links_are_counted_and_their_domains_known(text: str, found: str | None) -> None:
    settings = ModerationSettings(denied_domains=("bad.example", "bücher.example"))
    assert text_checks.links(text, settings) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a b c", "3 visible characters; at least 5 are wanted"),
        ("abcde", None),
        ("abcde fghij", "11 characters; at most 10 are wanted"),
    ],
)
def test_length_has_two_ends(text: str, found: str | None) -> None:
    assert text_checks.length(text, ModerationSettings(min_length=5, max_length=10)) == found


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_no_text_and_no_rule_breaks_a_phase(text: str, rules: list[str]) -> None:
    settings = ModerationSettings(
        denied_words=tuple(rules), denied_domains=tuple(rules), min_length=2, max_length=5
    )
    for phase in (text_checks.length, text_checks.links, text_checks.words):
        assert phase(text, settings) is None or phase(text, settings)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=4), st.text(max_size=50))
def test_a_denied_phrase_is_always_met_between_spaces(words: list[str], around: str) -> None:
    settings = ModerationSettings(denied_words=(" ".join(words),))
    assert text_checks.words(f"{around} {' '.join(words).upper()} {around}", settings)


def test_texts_made_to_be_slow_come_to_an_end() -> None:
    """On texts as long as posts may be: a pattern that tries again and again would not end here."""
    settings = ModerationSettings(
        denied_words=("a " * 20 + "b", "aaaa b"), denied_domains=("x.example",), max_links=100_000
    )
    for made in (
        "a ",
        "https://",
        "https://a.",
        "https://@",
        "www.",
        "@",
        "a",
        "https://" + "\u00fc" * 70 + ".",
    ):
        text = made * (40_000 // len(made))
        assert text_checks.words(text, settings) is text_checks.links(text, settings) is None


# --- held ---------------------------------------------------------------------------------------------------


def test_what_is_held_is_seen_by_nobody_until_somebody_lets_it_through(town: Kit) -> None:
    settle(town, words="hold", denied_words=["pills"])
    with town.session("ada", "town") as session:
        held = session.do(CreateThread(kind="question", title="Offer", body="Cheap PILLS!", tags=("health",)))
        told = [fact for fact in session.facts if isinstance(fact, PostHeld)]
    case = case_of(town, held.id)
    assert told == [PostHeld(post=held.id, case=case, author=member(town, "ada"))]
    for reader in ("ada", "bob", None):
        assert ask(town, reader, "town", ListNewestThreads()).items == ()
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, reader, "town", ReadPost(held.id))
    assert (membership(town, "ada").post_count, membership(town, "ada").removed_count) == (0, 0)
    assert_counters_hold(town, "town")
    file = ask(town, "eve", "town", ReadCase(case))
    assert (file.case.held, file.case.detections, file.case.priority) == (True, 1, 2)
    assert [(f.check, f.evidence, f.at) for f in file.detections] == [("words", "the words 'pills'", START)]
    do(town, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))
    (shown,) = ask(town, "bob", "town", ListNewestThreads()).items
    assert (shown.id, shown.body, shown.tags) == (held.id, "Cheap PILLS!", ("health",))
    assert ask(town, "eve", "town", ListCases()).items == ()
    assert_counters_hold(town, "town")


def test_a_held_reply_and_a_held_edit(town: Kit) -> None:
    settle(town, links="hold", max_links=0)
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


def test_what_a_steward_put_up_by_hand_is_dismissed_all_the_same(lite: Kit) -> None:
    settle(lite, words="hold", denied_words=["pills"])
    held = write(lite)
    do(lite, "eve", "town", RestorePost(held.id))
    decide(lite, case_of(lite, held.id), ModerationAction.DISMISS)
    assert ask(lite, "bob", "town", ReadPost(held.id)).removed_at is None


def test_what_is_held_and_not_let_through_stays_down(lite: Kit) -> None:
    settle(lite, words="hold", denied_words=["pills"], strikes_to_suspend=0)
    first, second = write(lite), write(lite)
    removed = decide(lite, case_of(lite, first.id), ModerationAction.REMOVE)
    struck = decide(lite, case_of(lite, second.id), ModerationAction.STRIKE)
    assert (removed.detected, removed.consequences, struck.consequences) == ("check", (), ("removed",))
    assert ask(lite, "bob", "town", ListNewestThreads()).items == ()
    from_lobby(lite, struck.id)
    assert [post.id for post in ask(lite, "bob", "town", ListNewestThreads()).items] == [second.id]
    assert_counters_hold(lite, "town")


def from_lobby(kit: Kit, decision: Any) -> None:
    """The author appeals, and max grants it."""
    with kit.session("ada") as lobby:
        lobby.do(AppealDecision(decision, "They are vitamins."))
    do(kit, "max", "town", DecideAppeal(decision, True, "So they are."))


def test_a_hold_joins_the_case_of_earlier_reports(lite: Kit) -> None:
    settle(lite, words="hold", denied_words=["pills"])
    posted = write(lite, "ada", "Vitamins.")
    report(lite, posted.id)
    do(lite, "ada", "town", EditPost(post=posted.id, version=1, body="Pills."))
    (case,) = ask(lite, "eve", "town", ListCases()).items
    assert (case.reports, case.detections, case.held, case.priority) == (1, 1, True, 3)
    decide(lite, case.id, ModerationAction.DISMISS)
    assert ask(lite, "bob", "town", ReadPost(posted.id)).removed_at is None


# --- refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "body", "told"),
    [
        ({"length": "refuse", "min_length": 9}, "Hm.", "at least 9 are wanted"),
        ({"links": "refuse", "max_links": 0}, "https://a.example", "links: 1 links"),
        ({"words": "refuse", "denied_words": ["pills"]}, "Pills", "words: the words 'pills'"),
    ],
)
def test_what_is_refused_leaves_nothing_and_is_told_why(
    lite: Kit, settings: dict[str, Any], body: str, told: str
) -> None:
    thread = write(lite, "ada", "Something long.")
    settle(lite, **settings)
    commands = [
        CreateThread(kind="question", title="", body=body),
        CreateReply(thread.id, body),
        EditPost(post=thread.id, version=1, body=body),
    ]
    for command in commands[1:]:
        with assert_unchanged(lite), pytest.raises(Denied) as caught:
            do(lite, "ada", "town", command)  # type: ignore[arg-type]
        assert caught.value.code == "moderation.refused"
        assert told in caught.value.message
    for exempt in ("eve", OWNER, SYSTEM):
        do(lite, exempt, "town", CreateReply(thread.id, body))


def test_a_title_is_looked_at_too(lite: Kit) -> None:
    settle(lite, words="refuse", denied_words=["pills"])
    with assert_unchanged(lite), assert_refused(Denied, "moderation.refused"):
        do(lite, "ada", "town", CreateThread(kind="question", title="Pills!", body="Cheap."))


# --- repeat and rate ----------------------------------------------------------------------------------------


def test_the_same_text_again_is_found_in_any_spacing_and_case(lite: Kit, clock: ManualClock) -> None:
    settle(lite, repeat="refuse", max_repeats=2, repeat_window=3_600)
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
    settle(lite, repeat="hold")
    write(lite, "ada")
    again = write(lite, "ada")
    (detection,) = ask(lite, "eve", "town", ReadCase(case_of(lite, again.id))).detections
    assert (detection.check, detection.evidence) == (
        "repeat",
        "the same text for the 2th time within 1 day, 0:00:00",
    )


def test_too_many_posts_in_a_while(lite: Kit, clock: ManualClock) -> None:
    settle(lite, rate="refuse", max_posts=3, rate_window=3_600)
    for number in range(3):
        clock.advance(timedelta(minutes=19))
        write(lite, "ada", str(number))
    with assert_unchanged(lite), assert_refused(Denied, "moderation.refused"):
        write(lite, "ada", "3")
    write(lite, "bob", "3")
    clock.advance(timedelta(minutes=22))  # an hour after the first one
    write(lite, "ada", "3")


def test_many_at_once_are_counted_exactly(town: Kit) -> None:
    settle(town, rate="refuse", max_posts=3)
    answers = run_concurrently(8, lambda n: write(town, "ada", str(n)))
    assert len([a for a in answers if not isinstance(a, Exception)]) == 3
    assert {e.code for e in answers if isinstance(e, Exception)} == {"moderation.refused"}
    assert membership(town, "ada").post_count == 3


def test_what_is_remembered_is_forgotten_in_time(lite: Kit, clock: ManualClock) -> None:
    settle(lite, repeat="hold", slow_mode=60)
    write(lite, "ada")
    clock.advance(DAY)
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 1
    clock.advance(7 * DAY)
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 1
    assert do(lite, SYSTEM, "town", PurgeModeration()) == 0


# --- the reviewer outside -----------------------------------------------------------------------------------


class Reviewer:
    """Says what its table says, and notes what it was shown."""

    def __init__(self, kit: list[Kit]) -> None:
        self.shown: list[ReviewRequest] = []
        self.fails = 0
        self._kit = kit

    def review(self, text: ReviewRequest) -> ReviewVerdict:
        self.shown.append(text)
        do(self._kit[0], SYSTEM, "town", PurgeModeration())  # would wait for itself inside a transaction
        if self.fails:
            self.fails -= 1
            raise TimeoutError("the model sleeps")
        for word, outcome in (("pills", ReviewOutcome.REFUSE), ("hm", ReviewOutcome.HOLD)):
            if word in text.body.lower():
                return ReviewVerdict(outcome, f"it says {word}")
        return ReviewVerdict(ReviewOutcome.PASS)


@pytest.fixture
def reviewed(sqlite_url: str, clock: ManualClock) -> Iterator[tuple[Kit, Reviewer]]:
    holder: list[Kit] = []
    reviewer = Reviewer(holder)
    with town_of(sqlite_url, clock, ports={ReviewPort: reviewer}) as kit:
        holder.append(kit)
        settle(kit, review=True)
        yield kit, reviewer


def test_a_reviewer_outside_passes_holds_and_refuses(reviewed: tuple[Kit, Reviewer]) -> None:
    town, reviewer = reviewed
    fine, unsure, bad = (write(town, "ada", body) for body in ("Hello.", "Hm.", "Pills!"))
    assert len(ask(town, "bob", "town", ListNewestThreads()).items) == 3
    town.worker().drain()
    assert [text.body for text in reviewer.shown] == ["Hello.", "Hm.", "Pills!"]
    assert (reviewer.shown[0].post, reviewer.shown[0].author) == (fine.id, member(town, "ada"))
    assert [post.id for post in ask(town, "bob", "town", ListNewestThreads()).items] == [fine.id]
    (case,) = ask(town, "eve", "town", ListCases()).items
    assert (case.object, case.held) == (unsure.id, True)
    with town.session("ada") as lobby:
        (statement,) = lobby.ask(ListMyStatementsOfReasons()).items
    decision = statement.decision
    assert (decision.object, decision.action, decision.automated) == (bad.id, ModerationAction.REMOVE, True)
    assert (decision.facts, decision.detected) == ("it says pills", "check")
    from_lobby(town, decision.id)
    assert bad.id in [post.id for post in ask(town, "bob", "town", ListNewestThreads()).items]
    assert_counters_hold(town, "town")


def test_a_reviewer_that_fails_is_asked_again_and_harms_nobody(
    reviewed: tuple[Kit, Reviewer], clock: ManualClock
) -> None:
    town, reviewer = reviewed
    reviewer.fails = 1
    posted = write(town, "ada", "Pills!")
    town.worker().drain()
    assert ask(town, "bob", "town", ReadPost(posted.id)).removed_at is None
    clock.advance(timedelta(minutes=1))
    town.worker().drain()
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "bob", "town", ReadPost(posted.id))
    assert len(reviewer.shown) == 2


def test_what_was_said_of_an_earlier_version_is_dropped(reviewed: tuple[Kit, Reviewer]) -> None:
    town, reviewer = reviewed
    posted = write(town, "ada", "Pills!")
    do(town, "ada", "town", EditPost(post=posted.id, version=1, body="Vitamins!"))
    gone = write(town, "ada", "Pills!")
    do(town, "ada", "town", RemovePost(gone.id))
    town.worker().drain()
    assert [text.body for text in reviewer.shown] == ["Vitamins!"]
    stale = RecordReview(post=posted.id, version=1, outcome=ReviewOutcome.REFUSE, evidence="old")
    do(town, SYSTEM, "town", stale)
    assert ask(town, "bob", "town", ReadPost(posted.id)).removed_at is None
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, OWNER, "town", stale)


def test_a_reviewer_does_not_decide_a_case_that_somebody_works_on(reviewed: tuple[Kit, Reviewer]) -> None:
    town, _ = reviewed
    posted, next_one = (write(town, "ada", body) for body in ("Pills!", "More pills!"))
    report(town, posted.id)
    do(town, "eve", "town", ClaimCase(case_of(town, posted.id)))
    assert town.worker().drain().failed == 0, "it would hold up all other reviews"
    (case,) = [case for case in ask(town, "eve", "town", ListCases()).items if case.object == posted.id]
    assert (case.held, case.detections, case.claimed_by) == (True, 1, member(town, "eve"))
    assert [post.id for post in ask(town, "bob", "town", ListNewestThreads()).items] == []
    assert next_one.id != posted.id


# --- what it costs ------------------------------------------------------------------------------------------


def test_all_phases_off_run_no_statement(sqlite_url: str) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observer=seen.append)) as kit:
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


def test_control_with_a_phase_on_the_same_watch_sees_statements(sqlite_url: str) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, observer=seen.append)) as kit:
        create_community(kit, members=["ada"])
        settle(kit, repeat="hold")
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
            settle(lite, **wrong)
