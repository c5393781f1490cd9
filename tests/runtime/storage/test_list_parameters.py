"""Statements with lists give what the lists say, however long they are, and are compiled for few lengths."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, literal, select, tuple_, union_all, update

from commkit import SYSTEM, Kit, PluginError
from commkit.communities.tables import community
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.list_parameters import MAX_LENGTH
from commkit.runtime.storage.statements import statement
from commkit.testing.contexts import context_of
from tests.sample import create_community

NUMBERS = tuple(UUID(int=number) for number in range(12))
_known = union_all(*(select(literal(number, Id).label("number")) for number in NUMBERS)).subquery()
_number = _known.c.number
BOTH = statement(
    lambda: (
        select(_number)
        .where(
            _number.in_(bindparam("wanted", expanding=True, type_=Id)),
            _number.not_in(bindparam("unwanted", expanding=True, type_=Id)),
            _number.in_(bindparam("wanted", expanding=True, type_=Id)),  # the same list once more
            _number.in_(NUMBERS[:10]),  # a list that the statement is written with
        )
        .order_by(_number)
    )
)
RENAME = statement(
    lambda: (
        update(community)
        .values(title=bindparam("new_title"))
        .where(
            community.c.community_id == bindparam("community_id"),  # a parameter with the name of a column
            community.c.slug.in_(bindparam("slugs", expanding=True)),
        )
    )
)
numbers = st.lists(st.sampled_from(NUMBERS), max_size=9) | st.lists(
    st.sampled_from(NUMBERS), min_size=MAX_LENGTH - 2, max_size=MAX_LENGTH + 2
)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit)
    return kit


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=numbers, unwanted=numbers)
def test_lists_of_any_length_say_what_is_found(
    town: Kit, wanted: Sequence[UUID], unwanted: Sequence[UUID]
) -> None:
    with town.session(SYSTEM, "town") as session:
        rows = context_of(session).rows(BOTH, wanted=wanted, unwanted=unwanted)
    assert [number for (number,) in rows] == [
        number for number in NUMBERS[:10] if number in wanted and number not in unwanted
    ]


def test_few_lengths_are_compiled(town: Kit) -> None:
    some = statement(
        lambda: select(_number).where(_number.in_(bindparam("wanted", expanding=True, type_=Id)))
    )
    with town.session(SYSTEM, "town") as session:
        for length in range(40):
            context_of(session).rows(some, wanted=[uuid4() for _ in range(length)])
    compiled = town.database.prepared(some, town.database.dialect).by_lengths
    assert list(compiled) == [(0,), (1,), (2,), (4,), (8,), (16,), (32,), (64,)]


def test_a_missing_list_is_missed(town: Kit) -> None:
    with (
        town.session(SYSTEM, "town") as session,
        pytest.raises(KeyError, match=r"needs 'unwanted'; it was given .*wanted"),
    ):
        context_of(session).rows(BOTH, wanted=NUMBERS)


@pytest.mark.parametrize("more", [0, 2, MAX_LENGTH])
def test_a_change_of_what_is_in_a_list_is_counted(town: Kit, more: int) -> None:
    with town.session(SYSTEM, "town") as session:
        slugs = ["town", *(f"no-{number}" for number in range(more))]
        context = context_of(session)
        assert context.run(RENAME, slugs=slugs, new_title="Ours") == 1
        assert context.run(RENAME, slugs=slugs[1:], new_title="Theirs") == 0


KEEP = statement(
    lambda: (
        update(community)
        .values(title=bindparam("new_title"))
        .where(community.c.slug.not_in(bindparam("kept", expanding=True)))
    )
)
PAIRS = statement(
    lambda: select(community.c.slug).where(
        tuple_(community.c.slug, community.c.title).in_(bindparam("pairs", expanding=True))
    )
)


@pytest.mark.parametrize("more", [0, 2, MAX_LENGTH])
def test_a_list_that_can_be_read_once_says_the_same(town: Kit, more: int) -> None:
    kept = ["town", *(f"no-{number}" for number in range(more))]
    with town.session(SYSTEM, "town") as session:
        context = context_of(session)
        assert context.run(KEEP, kept=(slug for slug in kept), new_title="Lost") == 0
        assert context.run(KEEP, kept=iter(kept), new_title="Lost") == 0
        assert context.run(KEEP, kept=(slug for slug in kept[1:]), new_title="Ours") == 1, "control"


@pytest.mark.parametrize("text", ["town", b"town", ""])
def test_a_text_is_no_list(town: Kit, text: str | bytes) -> None:
    with town.session(SYSTEM, "town") as session:
        context = context_of(session)
        with pytest.raises(TypeError, match=r"kept is a list: give a list of values, not (str|bytes)"):
            context.run(KEEP, kept=text, new_title="Lost")
        assert context.run(KEEP, kept=["town"], new_title="Lost") == 0, "the transaction goes on"


@pytest.mark.parametrize("length", [0, 1, 2, 3, MAX_LENGTH, MAX_LENGTH + 2])
def test_lists_of_rows(town: Kit, length: int) -> None:
    pairs = [("town", "Town"), *[("no", "No")] * MAX_LENGTH * 2][:length]
    with town.session(SYSTEM, "town") as session:
        for given_pairs in (pairs, iter(pairs), [list(pair) for pair in pairs]):
            found = context_of(session).rows(PAIRS, pairs=given_pairs)
            assert found == ([("town",)] if length else [])


def test_a_statement_with_lists_is_refused_for_many_rows(town: Kit) -> None:
    with town.session(SYSTEM, "town") as session:
        context = context_of(session)
        for rows in ([{"kept": [], "new_title": "Lost"}], [{"kept": ["a"], "new_title": "Lost"}] * 2):
            with pytest.raises(PluginError, match="takes lists \\(kept\\)") as refused:
                context.run_many(KEEP, rows)
            assert refused.value.code == "runtime.list_in_run_many"
        assert context.run(KEEP, kept=["town"], new_title="Lost") == 0, "the transaction goes on"
