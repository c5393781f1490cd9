"""How the databases run the statements of internal communities, in one of thousands beside others."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select

from commkit.privacy import Holds
from commkit.storage import Statement, statement
from commkit_internal.retention import statements as retention
from commkit_internal.tables import kudos, metadata
from tests.plans import ENGINES
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

ROOMS = ("anniversaries", "announcements.audiences", "announcements.must_reads", "announcements.recurring",
         "announcements.reminders", "business_objects", "directory", "directory_units", "expertise",
         "expertise.evidence", "idea_calls", "idea_calls.ideas", "idea_calls.marks", "idea_calls.numbers", "kudos",
         "legal_holds", "life_circles", "meetings", "meetings.decisions", "meetings.tasks", "onboarding",
         "onboarding.plans", "retention", "units", "units.placements")  # fmt: skip
ALL = statements_of("commkit_internal", ROOMS)
OF_ALL_MEMBERS = {
    # Everybody may be in the group of an audience and not belong there, or the other way round.
    "announcements.audiences.MISPLACED_IN": ("commkit_membership",),
    # Whoever is placed below a unit is looked up among all members at once: of how many there are nothing is known.
    "announcements.audiences.MISPLACED_BELOW": ("commkit_membership",),
    # It counts how many of all members are asked.
    "announcements.must_reads.COUNTS": ("commkit_membership",),
    # It counts all threads of a kind; here all posts are of one.
    "retention.counts": ("commkit_post",),
}
"""What asks of all members, or of all threads, and why; PostgreSQL, whose planner weighs how often it would look
something up, then reads these tables once, from end to end."""


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A filled town, once for all statements."""
    with filled_town(request, metadata, lambda town: town.topic().id) as town:
        yield town


def unexpected(crowd: Any, name: str, plan: str) -> list[str]:
    """Where a plan reads a whole table, but for what a statement has to read whole."""
    is_postgres = crowd.kit.database.dialect.name != "sqlite"
    allowed = OF_ALL_MEMBERS.get(name, ()) if is_postgres else ()
    read = read_whole(plan, metadata)
    return [each for each in read if not any(re.search(rf"\b{table}\b", each) for table in allowed)]


@pytest.mark.parametrize("name", ALL)
def test_every_statement_finds_its_rows_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, ALL[name])
    assert not unexpected(crowd, name, plan), plan


@pytest.mark.parametrize("made", [retention.expiring, retention.counts])
def test_the_statements_that_are_made_for_holds_find_their_rows_by_an_index(
    crowd: Any, made: Callable[[Holds], Statement[Any]]
) -> None:
    plan = plan_of(crowd, made(crowd.kit.registry.holds))
    assert not unexpected(crowd, f"retention.{made.__name__}", plan), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    by_text = statement(lambda: select(kudos.c.id).where(kudos.c.text == bindparam("words")))
    plan = plan_of(crowd, by_text)
    assert read_whole(plan, metadata), plan
