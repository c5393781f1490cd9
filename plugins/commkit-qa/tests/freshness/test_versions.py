"""The versions that answers apply to, and what members say about them."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid
from commkit.posts import CreateThread, EditPost, Post, RemovePost, ViewThread
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit.statistics import share_of
from commkit_qa import (
    AcceptAnswer,
    ClearVersions,
    ConfirmAnswer,
    Freshness,
    FreshnessState,
    ListVersionReports,
    ReadFreshness,
    ReportVersion,
    StateVersions,
    WithdrawReport,
)

YEAR = timedelta(days=365)


def answered(town: Any, title: str = "Build fails") -> Post:
    """An answer by bob to a question of ada."""
    found: Post = town.answer(town.question(title).id)
    return found


def fresh(town: Any, *posts: Post, by: Any = "ada") -> list[Freshness]:
    return list(town.ask(by, ReadFreshness(tuple(post.id for post in posts))))


def state(town: Any, answer: Post) -> FreshnessState:
    (found,) = fresh(town, answer)
    return found.state


def marks(town: Any, answer: Post, by: Any = "ada") -> set[str]:
    page = town.ask(by, ViewThread(answer.thread, rendered=False))
    (its,) = (item.marks for item in page.items if item.post.id == answer.id)
    return {mark for mark in its if mark.removeprefix("qa.") in {*FreshnessState}}


def test_an_answer_states_its_versions_and_goes_stale_unless_somebody_says_that_it_works(town: Any) -> None:
    answer = answered(town)
    assert fresh(town, answer) == []
    assert marks(town, answer) == set()
    town.do("bob", StateVersions(answer.id, since="1.4", until="2.0"))
    (found,) = fresh(town, answer)
    assert (found.state, found.since, found.until) == (FreshnessState.FRESH, "1.4", "2.0")
    assert (found.weight_for, found.works, found.last_at) == (1.0, None, None)
    town.clock.advance(1.5 * YEAR)
    assert marks(town, answer) == {"qa.aging"}
    town.clock.advance(YEAR)
    assert (state(town, answer), marks(town, answer)) == (FreshnessState.STALE, {"qa.stale"})
    report = town.do("cid", ReportVersion(answer.id, "1.9.0", works=True))
    assert (report.works, report.own, report.version) == (True, False, "1.9.0")
    (found,) = fresh(town, answer)
    assert (found.state, found.confirmed_in, found.works) == (FreshnessState.FRESH, "1.9.0", share_of(1, 1))


def test_it_is_contradicted_by_those_whom_it_failed_and_its_author_is_told(town: Any) -> None:
    answer = answered(town)
    town.do("bob", StateVersions(answer.id, since="1.0"))
    town.clock.advance(0.5 * YEAR)
    town.do("cid", ReportVersion(answer.id, "2.0", works=False))
    assert marks(town, answer) == {"qa.contradicted"}
    assert ("qa.works_no_more", answer.id) in town.inbox("bob")
    town.do("ada", ReportVersion(answer.id, "2.0", works=True))
    (found,) = fresh(town, answer)
    assert (found.state, found.works) == (FreshnessState.FRESH, share_of(1, 2))


def test_one_word_for_each_member_and_version(town: Any) -> None:
    answer = answered(town)
    assert town.emitted("cid", ReportVersion(answer.id, "2", works=True)) == ["qa.version_reported"]
    assert town.emitted("cid", ReportVersion(answer.id, "2.0.0", works=True)) == []
    assert town.emitted("cid", ReportVersion(answer.id, "v2.0", works=False)) == ["qa.version_reported"]
    town.clock.advance(timedelta(minutes=1))
    town.do("cid", ReportVersion(answer.id, "3.0", works=True))
    reports = town.ask("ada", ListVersionReports(answer.id)).items
    assert {(report.version, report.works) for report in reports} == {("v2.0", False), ("3.0", True)}
    (found,) = fresh(town, answer)
    assert found.works == share_of(1, 1)  # of each member the newest word
    assert town.emitted("cid", WithdrawReport(answer.id, "3")) == ["qa.report_withdrawn"]
    assert town.emitted("cid", WithdrawReport(answer.id, "3")) == []
    assert fresh(town, answer)[0].works == share_of(0, 1)


def test_pages_of_reports_hold_each_once(town: Any) -> None:
    answer = answered(town)
    for member in ("ada", "bob", "cid"):
        for version in ("1.0", "2.0", "3.0"):
            town.do(member, ReportVersion(answer.id, version, works=True))
    found, after = [], None
    while True:
        page = town.ask(None, ListVersionReports(answer.id, limit=2, after=after))
        found += [(report.member, report.version) for report in page.items]
        after = page.next
        if after is None:
            break
    assert len(found) == len({*found}) == 9


def test_the_author_may_say_so_too_and_counts_apart(town: Any) -> None:
    answer = answered(town)
    town.clock.advance(3 * YEAR)
    assert town.do("bob", ReportVersion(answer.id, "2.0", works=True)).own
    (found,) = fresh(town, answer)
    assert (found.weight_for, found.works, found.state) == (1.0, None, FreshnessState.FRESH)


def test_confirmations_say_that_it_worked_as_well(town: Any) -> None:
    answer = answered(town)
    town.do("bob", StateVersions(answer.id))
    town.clock.advance(3 * YEAR)
    town.do("cid", ConfirmAnswer(answer.id, version="1.2"))
    (found,) = fresh(town, answer)
    assert (found.state, found.works, found.confirmed_in) == (FreshnessState.FRESH, share_of(1, 1), "1.2")
    town.clock.advance(timedelta(minutes=1))
    town.do("cid", ReportVersion(answer.id, "1.3", works=False))
    assert fresh(town, answer)[0].works == share_of(0, 1)


def test_nobody_confirms_a_text_that_is_another_one_now(town: Any) -> None:
    answer = answered(town)
    town.do("cid", ReportVersion(answer.id, "2.0", works=False, seen=answer.version))
    town.clock.advance(timedelta(hours=1))
    edited = town.do("bob", EditPost(post=answer.id, version=answer.version, body="Try it with a new cache."))
    with town.refused("qa.edited_meanwhile", Conflict):
        town.do("ada", ReportVersion(answer.id, "2.0", works=True, seen=answer.version))
    (found,) = fresh(town, answer)
    assert (found.weight_against, found.state) == (0.0, FreshnessState.FRESH)
    town.do("ada", ReportVersion(answer.id, "2.0", works=False, seen=edited.version))
    assert fresh(town, answer)[0].weight_against == 1.0


def test_bad_input_is_refused(town: Any) -> None:
    answer = answered(town)
    comment = town.answer(answer.thread, kind="comment")
    for bad, path in (
        (StateVersions(answer.id, since="whenever"), "since"),
        (StateVersions(answer.id, since="2.0", until="1.0"), "until"),
        (StateVersions(answer.id, product="phone"), "product"),
        (StateVersions(comment.id), "post"),
    ):
        with pytest.raises(Invalid) as caught:
            town.do("bob", bad)
        assert [error.path for error in caught.value.errors] == [path]
    with pytest.raises(Invalid):
        town.do("cid", ReportVersion(answer.id, "4 or so", works=True))
    with pytest.raises(Denied):
        town.do("cid", StateVersions(answer.id))
    town.do("bob", RemovePost(answer.id))
    with town.refused("qa.removed", Conflict):
        town.do("stew", ReportVersion(answer.id, "4.0", works=True))
    assert fresh(town, answer, by="stew") == []


def test_answers_to_a_removed_question_are_not_reported_on(town: Any) -> None:
    answer = answered(town)
    town.do("ada", RemovePost(answer.thread))
    with town.refused("qa.removed", Conflict):
        town.do("stew", ReportVersion(answer.id, "4.0", works=True))


def test_what_solves_a_question_about_a_version_applies_to_it(town: Any) -> None:
    question = town.do(
        "ada",
        CreateThread(kind="question", title="Build fails", body="It fails here.", fields={"version": "3.1"}),
    )
    answer = town.answer(question.id)
    town.do("ada", AcceptAnswer(question.id, answer.id))
    assert fresh(town, answer)[0].since == "3.1"
    other = town.answer(question.id, by="cid")
    town.do("cid", StateVersions(other.id, since="2.0"))
    assert fresh(town, other)[0].since == "2.0"


def test_versions_are_cleared_and_reports_stay(town: Any) -> None:
    answer = answered(town)
    town.do("cid", ReportVersion(answer.id, "2.0", works=True))
    assert town.emitted("bob", ClearVersions(answer.id)) == ["qa.versions_cleared"]
    assert town.emitted("bob", ClearVersions(answer.id)) == []
    assert fresh(town, answer) == []
    town.do("bob", StateVersions(answer.id))
    assert fresh(town, answer)[0].works == share_of(1, 1)


def test_it_stays_when_those_who_said_so_are_erased(town: Any) -> None:
    answer = answered(town)
    town.do("bob", StateVersions(answer.id, since="1.0"))
    town.do("cid", ReportVersion(answer.id, "2.0", works=True))
    town.do("bob", ReportVersion(answer.id, "2.0", works=True))
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
        lobby.do(ErasePerson("cid"))
    (found,) = fresh(town, answer)
    assert (found.works, found.confirmed_in) == (share_of(1, 1), "2.0")


def test_nothing_is_told_of_what_stands_behind_a_wall(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    answer = town.answer(town.do("stew", inside).id, by="stew")
    town.do("stew", ReportVersion(answer.id, "2.0", works=True))
    assert len(fresh(town, answer, by="stew")) == 1  # the control
    for reader in ("ada", "sten", None):
        assert fresh(town, answer, by=reader) == []


@pytest.mark.parametrize("answers", [1, 6])
def test_it_costs_three_statements_however_many_there_are(town: Any, answers: int) -> None:
    posts = [answered(town, f"Question {number}") for number in range(answers)]
    for post in posts:
        town.do("cid", ReportVersion(post.id, "2.0", works=True))
    with town.counted() as statements:
        assert len(fresh(town, *posts)) == answers
    assert len(statements) == 4  # and the session's own
