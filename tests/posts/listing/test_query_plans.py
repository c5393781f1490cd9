"""Each list reads the index made for it, after ANALYZE, where one community of 1,000 has half of all threads."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.forum import READER, SLUG
from benchmarks.lists import fill_threads, filters_of
from commkit.posts import ListThreads, ThreadFilter, ThreadOrder
from commkit.posts.listing import statements as sql
from commkit.posts.listing.filters.policy import parameters
from commkit.posts.listing.orders.policy import cursors_of
from commkit.runtime.storage.prepared import prepare
from commkit.runtime.storage.statements import Statement
from commkit.testing.contexts import context_of
from tests.helpers import ask
from tests.plans import ENGINES, Town, explain, skewed_town

HALF = 5_000
TAGGED = "commkit_post_tag"
DIRECT: dict[str, dict[str, str]] = {
    "newest": {
        "all": "newest",
        "space": "space_newest",
        "kind": "kind",
        "rare kind": "kind",
        "state": "state",
        "author": "opener",
        "tag": TAGGED,
        "rare tag": TAGGED,
        "a day": "newest",
    },
    "active": {"all": "activity", "space": "space_activity"},
    "unanswered": {"all": "unanswered", "space": "space_unanswered"},
    "score": {"all": "score", "space": "space_score"},
}
"""The index by which a filter is answered without another question, by order."""
LOOKING: dict[str, dict[str, str]] = {
    "newest": {
        "kind and state": "kind",
        "space and state": "space_newest",
        "space and tag": TAGGED,
        "author and state": "opener",
        "two kinds": "newest",
    },
    "active": {
        "kind": "activity",
        "tag": "activity",
        "author": "activity",
        "space and state": "space_activity",
    },
    "unanswered": {"kind": "unanswered", "space and kind": "space_unanswered"},
    "score": {"kind": "score", "space and state": "space_score", "a day": "score"},
}
"""The index in whose order threads are looked through."""
FEW = {
    "rare kind": ("kind", "kind"),
    "rare tag": ("tag", TAGGED),
    "author": ("author", "opener"),
    "state": ("state", "state"),
    "space and tag": ("space", "space_newest"),
    "a day": ("period", "newest"),
}
"""The filter that may have few threads, and its index."""


@pytest.fixture(scope="module", params=ENGINES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with half of the threads of 1,001 communities, analysed."""
    with skewed_town(request, tmp_path_factory, fill_threads, HALF) as made:
        yield made


def plan_of(town: Town, sort: str, name: str, statement: Any) -> str:
    """The plan of a statement that is made for an order and filters, as it is kept for all values."""
    order = ThreadOrder(sort)
    filter = ThreadFilter(order=order, **filters_of(town.place)[name])
    with town.kit.session(READER, SLUG, read_only=True) as session:
        context = context_of(session)
        filters, values = parameters(context, filter)
        values |= cursors_of(filter).decode(None) | {
            "size": 21,
            "through": 500,
            "before_last": 499,
            "one_more_than_few": 1_001,
        }
        prepared = prepare(statement(order, filters), town.kit.database.dialect, context.visibility)
        values |= {"community_id": context.community_id}
        context.add_reader(values, prepared.permissions or {})
    return explain(town.kit, prepared, values)


def reads(plan: str, index: str) -> bool:
    """Whether a plan reads an index of threads, or the tags' own key."""
    if index == TAGGED:
        return re.search(r"sqlite_autoindex_commkit_post_tag_1|commkit_post_tag_pkey", plan) is not None
    return re.search(rf"ix_commkit_post_{index}\b", plan) is not None


def scans(plan: str) -> bool:
    """Whether a plan reads a whole table of posts."""
    return re.search(r"SCAN commkit_|Seq Scan on commkit_post", plan) is not None


def cases(wanted: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(sort, name, index) for sort, names in wanted.items() for name, index in names.items()]


@pytest.mark.parametrize(("sort", "name", "index"), cases(DIRECT))
def test_one_filter_is_an_index(town: Town, sort: str, name: str, index: str) -> None:
    plan = plan_of(town, sort, name, sql.page)
    assert reads(plan, index), plan
    assert not scans(plan), plan
    assert not re.search(r"TEMP B-TREE|Sort", plan), plan


@pytest.mark.parametrize(("sort", "name", "index"), cases(LOOKING))
def test_more_filters_look_through_an_index(town: Town, sort: str, name: str, index: str) -> None:
    for statement in (sql.page, sql.last_looked_at):
        plan = plan_of(town, sort, name, statement)
        assert reads(plan, index), plan
        assert not scans(plan), plan
        assert "hashed" not in plan, plan
        sorts = len(re.findall(r"TEMP B-TREE|Sort Key", plan))
        assert sorts <= int(statement is sql.page), f"only the posts of the page are sorted: {plan}"
        if statement is sql.page and town.kit.database.dialect.name == "sqlite":
            assert "CO-ROUTINE scanned" in plan, "it stops when the page is full"


@pytest.mark.parametrize("sort", [sort.value for sort in ThreadOrder])
@pytest.mark.parametrize("name", FEW)
def test_few_are_found_by_their_own_index(town: Town, sort: str, name: str) -> None:
    lead, index = FEW[name]

    def few(order: ThreadOrder, filters: sql.Filters) -> Statement[Any]:
        return sql.few(order, filters, lead)

    plan = plan_of(town, sort, name, few)
    assert reads(plan, index), plan
    assert not scans(plan), plan


def test_a_control_an_order_without_an_index_is_seen(town: Town) -> None:
    def by_body(order: ThreadOrder, filters: sql.Filters) -> Statement[Any]:
        from commkit.posts import post  # noqa: PLC0415
        from commkit.posts.statements import threads_shown  # noqa: PLC0415
        from commkit.storage import visible_statement  # noqa: PLC0415

        return visible_statement(lambda visible: threads_shown(visible).order_by(post.c.title).limit(20))

    assert re.search(r"TEMP B-TREE|Sort", plan_of(town, "newest", "all", by_body))


def test_how_many_statements_a_list_takes(town: Town) -> None:
    """Who asks, and the page; the end of what was looked through, where it is not full; then few, or further."""
    seen: list[str] = []
    counts: dict[tuple[str, str], int] = {}
    town.kit.database.observer = seen.append
    for sort in ThreadOrder:
        for name, values in filters_of(town.place).items():
            seen.clear()
            ask(town.kit, READER, SLUG, ListThreads(order=sort, **values))
            counts[sort.value, name] = len(seen)
    town.kit.database.observer = None
    direct = [(sort, name) for sort, name, _ in cases(DIRECT)]
    assert {counts[each] for each in direct} == {2}
    assert max(counts.values()) <= 7
