"""Eight processes at once: nobody has more entries than they may have."""

from typing import Any

import pytest

from commkit_contests import ListContestEntries
from tests.processes import at_once_in_processes

PROCESSES = 8
PRELUDE = """
from commkit import CommunityType, PostKind
from commkit_contests import *
GALLERY = CommunityType(
    "gallery", features=("posts", "contests.contests"), post_kinds=(PostKind(name="note", opens=True),)
)
def kit_of(url, clock):
    return Kit(url, plugins=[Contests()], types=[GALLERY], clock=clock)
"""
ENTER = "session.do(SubmitContestEntry(ids[0], 'An owl', 'Here it is.')).title"
UNLOCKED = """
from commkit_contests.entries import handlers
from commkit_contests.contests.records import Contest
handlers.locked_contest = lambda context, id, need=None: context.get(Contest, id)
"""


def entries_after_eight(town: Any, *, patch: str = "", hold: str = "") -> tuple[list[str], int]:
    """What somebody hears who enters eight times at once, and how many entries they have then; one is allowed."""
    contest = town.contest("jon")
    said = at_once_in_processes(
        town, PRELUDE, [("ada", ENTER)] * PROCESSES, ids=[contest.id], patch=patch, hold=hold
    )
    return said, len(town.ask("ada", ListContestEntries(contest.id)).items)


@pytest.mark.slow
def test_eight_processes_never_enter_more_often_than_allowed(town: Any) -> None:
    said, entries = entries_after_eight(town)
    assert entries == 1, said
    assert sorted(said) == ["An owl"] + ["contests.too_many_entries"] * 7


@pytest.mark.slow
@pytest.mark.postgres
def test_control_where_the_contest_is_not_held_all_of_them_enter(postgres_town: Any) -> None:
    said, entries = entries_after_eight(
        postgres_town, patch=UNLOCKED, hold="INSERT INTO commkit_contests_entry"
    )
    assert entries == PROCESSES, said
