"""A declared counter tells when the number that is kept is not the number there is."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from commkit import SYSTEM, Kit
from commkit.communities import community
from commkit.members import membership
from commkit.members.tables import contribution
from commkit.posts import CreateThread, post
from commkit.testing.counters import CounterCheck, recount, row_count_check
from tests.helpers import do
from tests.sample import Sample, create_community

STANDING = (post.c.author == contribution.c.member, post.c.removed_at.is_(None))
WRITTEN = row_count_check(contribution.c.post_count, post, *STANDING)
MEMBERS = row_count_check(community.c.member_count, membership, name="town.members")
SCORES = row_count_check(
    contribution.c.reaction_count, post, post.c.author == contribution.c.member, of=post.c.score
)


@pytest.fixture
def kit(commkit_kit_factory: Callable[..., Kit]) -> Kit:
    made = commkit_kit_factory(Sample())
    create_community(made, members=("ada", "bob"))
    do(made, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    return made


def wrong(kit: Kit, *counters: CounterCheck) -> list[tuple[str, int, int]]:
    with kit.session(SYSTEM, "town") as session:
        return [(m.counter, m.stored, m.counted) for m in recount(session, counters) if m.counter in
                {counter.name for counter in counters}]  # fmt: skip


def test_right_counters_give_nothing(kit: Kit) -> None:
    assert wrong(kit, WRITTEN, MEMBERS, SCORES) == []


def test_a_counter_that_drifted_is_given_with_its_count(kit: Kit) -> None:
    with kit.database.engine.begin() as connection:
        connection.execute(update(contribution).values(post_count=5))
        connection.execute(update(community).values(member_count=9))
    assert wrong(kit, WRITTEN, MEMBERS) == [("commkit_contribution.post_count", 5, 1), ("town.members", 9, 3)]


def test_a_sum_is_no_count(kit: Kit) -> None:
    with kit.database.engine.begin() as connection:
        connection.execute(update(post).values(score=7))
    assert wrong(kit, SCORES) == [("commkit_contribution.reaction_count", 0, 7)]


def test_a_number_that_may_be_greater_must_not_be_less(kit: Kit) -> None:
    loose = row_count_check(contribution.c.post_count, post, *STANDING, at_least=True)
    with kit.database.engine.begin() as connection:
        connection.execute(update(contribution).values(post_count=5))
    assert wrong(kit, loose) == []
    with kit.database.engine.begin() as connection:
        connection.execute(update(contribution).values(post_count=0))
    assert wrong(kit, loose) == [("commkit_contribution.post_count", 0, 1)]


def test_communities_are_counted_apart(kit: Kit) -> None:
    create_community(kit, "city", members=("ada",))
    do(kit, "ada", "city", CreateThread(kind="question", title="Why?", body="So."))
    assert wrong(kit, WRITTEN, MEMBERS) == []
