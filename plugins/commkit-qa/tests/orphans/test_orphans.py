"""The orphan guard: what is left alone is found and told once, listed and counted as the reader sees it."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid
from commkit.communities import UpdateSettings
from commkit.members import AddAgent
from commkit.posts import CreateThread, PostsImported, RemovePost
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit.testing.contexts import context_of
from commkit_qa import (
    AcceptAnswer,
    CheckOrphans,
    CloseQuestion,
    CountOrphans,
    ListOrphans,
    OrphanCount,
    OrphanReport,
    OrphanSettings,
    RequestInformation,
)
from commkit_qa.orphans.reactions import know_imported

LONG = timedelta(days=3)


def orphans(town: Any, by: Any = "bob", **fields: Any) -> list[Any]:
    return [found.id for found in town.ask(by, ListOrphans(**fields)).items]


def check(town: Any, **fields: Any) -> OrphanReport:
    found: OrphanReport = town.do(SYSTEM, CheckOrphans(**fields))
    return found


def test_a_question_is_orphaned_at_the_moment_and_told_once(town: Any) -> None:
    question = town.question()
    town.clock.advance(LONG - timedelta.resolution)
    assert (check(town), orphans(town)) == (OrphanReport(0, more=False), [])
    town.clock.advance(timedelta.resolution)
    assert orphans(town) == [question.id]
    assert town.emitted(SYSTEM, CheckOrphans()) == ["qa.question_orphaned"]
    assert town.emitted(SYSTEM, CheckOrphans()) == []
    for carer in ("stew", "sten", "tia", "owner"):
        assert town.inbox(carer) == [("qa.question_orphaned", question.id)]
    assert town.inbox("bob") == town.inbox("ada") == []


def test_only_a_persons_reply_ends_it(town: Any) -> None:
    question = town.question()
    robot = town.do(SYSTEM, AddAgent(name="Robot", scopes=("posts.",)))
    town.answer(question.id, by=robot.key)
    town.answer(question.id, by="ada", kind="comment")
    town.answer(question.id, by=SYSTEM, kind="comment")
    town.clock.advance(LONG)
    assert orphans(town) == [question.id]
    comment = town.answer(question.id, kind="comment")
    assert orphans(town) == []
    town.do("bob", RemovePost(comment.id))
    assert orphans(town) == [question.id]
    town.answer(question.id, by=SYSTEM)
    assert orphans(town) == []


def test_what_waits_or_is_settled_or_asks_nothing_is_no_orphan(town: Any) -> None:
    waiting, solved, closed, removed = (town.question(f"Wheel number {number}") for number in range(4))
    town.do("tia", RequestInformation(waiting.id, "Which version?"))
    town.do("ada", AcceptAnswer(solved.id, town.answer(solved.id, by="ada").id))
    town.do("ada", CloseQuestion(closed.id, "Never mind."))
    town.do("ada", RemovePost(removed.id))
    town.do("bob", CreateThread(kind="note", title="A note", body="It asks nothing."))
    town.clock.advance(LONG)
    assert (orphans(town), check(town).found) == ([], 0)


def test_they_are_counted_with_the_sample_size(town: Any) -> None:
    assert town.ask("stew", CountOrphans()) == OrphanCount(0, 0, None)
    town.question()
    town.answer(town.question("Another one").id)
    since = town.clock.advance(LONG)
    town.question("A third one")
    assert town.ask("stew", CountOrphans()) == OrphanCount(3, 1, 1 / 3)
    assert town.ask("stew", CountOrphans(since=since)) == OrphanCount(1, 0, 0.0)


def test_what_stands_behind_a_wall_is_neither_listed_nor_counted(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    hidden = town.do("stew", inside)
    town.clock.advance(LONG)
    check(town)
    assert orphans(town, by="stew") == [hidden.id]  # the control
    assert (town.ask("stew", CountOrphans()).orphans, town.ask("sten", CountOrphans()).asked) == (1, 0)
    assert orphans(town, by="sten") == orphans(town) == []
    assert town.inbox("sten") == []


def test_imported_questions_are_listed_but_not_told(sqlite_town: Any) -> None:
    town = sqlite_town
    question = town.question()
    with town.kit.session(SYSTEM, "study") as session:
        know_imported(context_of(session), PostsImported(posts=(question.id,)))
    town.clock.advance(LONG)
    assert (orphans(town), check(town).found) == ([question.id], 0)


def test_it_is_checked_by_the_host_and_counted_by_stewards(sqlite_town: Any) -> None:
    for actor, message in (("stew", CheckOrphans()), ("owner", CheckOrphans())):
        with pytest.raises(Denied):
            sqlite_town.do(actor, message)
    for actor, query in (("ada", CountOrphans()), (None, ListOrphans())):
        with pytest.raises(Denied):
            sqlite_town.ask(actor, query)


def test_a_community_says_when(sqlite_town: Any) -> None:
    sqlite_town.question()
    sqlite_town.do("owner", UpdateSettings("qa.orphans", {"orphan_after": "PT1H"}))
    sqlite_town.clock.advance(timedelta(hours=1))
    assert len(orphans(sqlite_town)) == 1
    with pytest.raises(Invalid) as caught:
        OrphanSettings(orphan_after=timedelta())
    assert caught.value.code == "qa.bad_settings"


def test_of_two_schedulers_one_tells(town: Any) -> None:
    for number in range(5):
        town.question(f"Wheel number {number}")
    town.clock.advance(LONG)
    reports = town.at_once(*[lambda: check(town)] * 4)
    assert sum(report.found for report in reports if isinstance(report, OrphanReport)) == 5


@pytest.mark.parametrize("questions", [1, 9])
def test_pages_are_one_statement_and_whole(town: Any, questions: int) -> None:
    asked = [town.question(f"Wheel number {number}").id for number in range(questions)]
    town.clock.advance(LONG)
    with town.counted() as seen:
        assert orphans(town) == asked
    assert len(seen) == 2, seen  # scope, page
    page = town.ask("bob", ListOrphans(limit=4))
    rest = town.ask("bob", ListOrphans(after=page.next)).items if page.next else ()
    assert [found.id for found in (*page.items, *rest)] == asked
    assert check(town, limit=4).more == (questions > 4)
