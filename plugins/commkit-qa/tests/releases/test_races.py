"""A release that several announce at once is announced once, told once and asked about once; on both databases."""

from typing import Any

import pytest
from sqlalchemy import insert

from commkit import SYSTEM
from commkit.storage import statement
from commkit_qa import AnnounceRelease, ListRechecks, ListReleases, Release, ReleaseAnnounced, StateVersions
from commkit_qa.tables import release
from tests.processes import at_once_in_processes

ROUNDS = 6
PRELUDE = """
from commkit import CommunityType
from commkit_qa import ANSWER, COMMENT, QUESTION, AnnounceRelease, QuestionsAndAnswers

def kit_of(url, clock):
    study = CommunityType("study", features=("posts", "qa.releases"), post_kinds=(QUESTION, ANSWER, COMMENT))
    return Kit(url, plugins=[QuestionsAndAnswers()], types=[study], clock=clock)
"""


def test_of_two_that_announce_it_at_once_one_tells(town: Any) -> None:
    told: list[Any] = []
    town.kit.on(ReleaseAnnounced)(told.append)
    for number in range(ROUNDS):
        command = AnnounceRelease(f"{number}.0")
        outcomes = town.at_once(*[lambda it=command: town.do(SYSTEM, it)] * 3)
        assert all(isinstance(found, Release) for found in outcomes), outcomes
        assert len({found.id for found in outcomes}) == 1
    assert len(told) == ROUNDS
    assert len(town.ask("ada", ListReleases(limit=100)).items) == ROUNDS


@pytest.mark.slow
def test_of_six_processes_one_tells_and_each_member_is_asked_once(town: Any) -> None:
    answer = town.answer(town.question().id)
    town.do("bob", StateVersions(answer.id, since="1.0"))
    works = [("SYSTEM", "session.do(AnnounceRelease('2.0')).id")] * 6
    said = at_once_in_processes(town, PRELUDE, works)
    (made,) = town.ask("ada", ListReleases()).items
    assert said == [str(made.id)] * 6
    assert town.inbox("bob") == [("qa.recheck_requested", answer.id)]
    assert [found.post for found in town.ask("bob", ListRechecks()).items] == [answer.id]


@pytest.mark.postgres
def test_control_without_the_one_row_for_a_version_it_is_told_twice(
    postgres_town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same race with a plain insert into a table without the index."""
    town = postgres_town
    with town.kit.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX uq_commkit_qa_release_version")
    monkeypatch.setattr("commkit_qa.releases.statements.ADD", statement(lambda: insert(release)))
    told: list[Any] = []
    town.kit.on(ReleaseAnnounced)(told.append)
    town.at_once(*[lambda: town.do(SYSTEM, AnnounceRelease("2.0"))] * 2)
    assert len(told) == 2
