"""How the databases run the statements of ranks, in a community of thousands of threads beside others."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import bindparam, insert, select

from commkit.posts import post, post_tag, tag
from commkit.storage import Statement, statement
from commkit_ranking import Period, RankOrder, ReplyOrder
from commkit_ranking.listing import statements as listing_sql
from commkit_ranking.policy import period_start
from commkit_ranking.replies import statements as reply_sql
from commkit_ranking.tables import (
    DATED,
    LEADING_SPACE,
    REPLY_KEY,
    active_people,
    count_day,
    past_rank,
    past_reply_rank,
    rank,
    reply_rank,
)
from tests.plans import ENGINES, analyse
from tests.statement_plans import filled_town, plan_of, read_whole, statements_of

OURS = [rank.metadata]
KEPT = statements_of("commkit_ranking", ("ranks", "activity", "replies"))
ONCE_A_DAY = {"activity.COUNTED", "activity.SET_NOBODY"}
"""What reads all that was written in a month, or all spaces."""
SORTED = ("USE TEMP B-TREE", "Sort")
"""How the two databases say that rows are sorted."""
PAGES = [
    *((order, Period.ALL, frozenset[str]()) for order in RankOrder),
    *((RankOrder.TOP, period, frozenset[str]()) for period in DATED),
    *((order, Period.ALL, frozenset({"space"})) for order in LEADING_SPACE),
    (RankOrder.HOT, Period.ALL, frozenset({"tag"})),
    (RankOrder.BEST, Period.ALL, frozenset({"space"})),
]
INDEXES = {
    **{(order, Period.ALL, False): f"ix_commkit_ranking_rank_{order}" for order in RankOrder},
    **{(RankOrder.TOP, period, False): f"ix_commkit_ranking_rank_top_{period}" for period in DATED},
    **{(order, Period.ALL, True): f"ix_commkit_ranking_rank_space_{order}" for order in LEADING_SPACE},
}


@pytest.fixture(scope="module", params=ENGINES)
def crowd(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A town with thousands of threads, each ranked and ten with one before; values are spread over the rows."""
    with filled_town(request, [], lambda town: town.thread(tags=("go",)).id) as town:
        _fill(town)
        analyse(town.kit)
        yield town


def _fill(town: Any) -> None:
    at, chance = town.clock(), random.Random(7)  # no secret
    with town.kit.database.engine.begin() as connection:
        row = connection.execute(select(rank)).mappings().one()
        posts = connection.execute(select(post.c.id).where(post.c.parent.is_(None))).scalars().all()
        spaces = [uuid4() for _ in range(20)]
        ranks = []
        for id in posts:
            if id == row["post"]:
                continue
            opened = at - timedelta(hours=chance.randrange(20_000))
            keys = {order.value: chance.randrange(10**9) for order in RankOrder}
            starts = {each.value: period_start(each, opened) for each in DATED}
            ranks.append({**row, **keys, **starts, "post": id, "space": chance.choice([None, *spaces])})
        connection.execute(insert(rank), ranks)
        names = tuple(column.name for column in past_rank.c if column.name not in ("until", "since"))
        past = [{name: each[name] for name in names} for each in ranks]
        connection.execute(
            insert(past_rank),
            [
                {
                    **each,
                    "since": at - timedelta(minutes=number + 1),
                    "until": at - timedelta(minutes=number),
                }
                for number, each in enumerate(past)
            ],
        )
        _fill_replies(connection, {"community_id": row["community_id"], "at": at}, chance)
        here = row["community_id"]
        connection.execute(insert(tag), [{"community_id": here, "name": "chess", "post_count": 0}])
        tagged = [{"community_id": here, "tag": "chess", "post": each} for each in posts[::7]]
        connection.execute(insert(post_tag), tagged)
        known = {"community_id": here, "people": 3, "counted_at": at}
        counted = [*spaces, *(uuid4() for _ in range(2_000))]
        connection.execute(insert(active_people), [known | {"space": space} for space in counted])
        connection.execute(
            insert(count_day), [{"community_id": uuid4(), "day": at.date()} for _ in range(2_000)]
        )


def _fill_replies(connection: Any, known: dict[str, Any], chance: random.Random) -> None:
    """Ranks of thousands of replies to hundreds of posts; the posts themselves are any that there are."""
    posts = connection.execute(select(post.c.id)).scalars().all()
    names = [
        column.name for column in past_reply_rank.c if column.name not in ("community_id", "until", "since")
    ]
    rows = [
        {"community_id": known["community_id"], "post": id, "parent": chance.choice(posts[:300])}
        | {name: chance.randrange(10**9) for name in names[2:]}
        for id in posts
    ]
    votes = {"up": 3, "down": 1, "since": known["at"]}
    connection.execute(insert(reply_rank), [row | votes for row in rows])
    moments = [known["at"] - timedelta(minutes=number) for number in range(len(rows))]
    connection.execute(
        insert(past_reply_rank),
        [
            row | {"since": moment - timedelta(minutes=1), "until": moment}
            for row, moment in zip(rows, moments, strict=True)
        ],
    )


def ours_read_whole(plan: str) -> list[str]:
    return read_whole(plan, OURS)


@pytest.mark.parametrize(("order", "period", "filters"), PAGES)
def test_a_page_is_one_range_of_an_index_in_order(
    crowd: Any, order: RankOrder, period: Period, filters: frozenset[str]
) -> None:
    plan = plan_of(crowd, listing_sql.standing(order, period, filters))
    led = "space" in filters and order in LEADING_SPACE
    assert re.search(rf"{INDEXES.get((order, period, led)) or INDEXES[order, period, False]}\b", plan), plan
    assert not any(word in plan for word in SORTED), plan
    assert not ours_read_whole(plan), plan


@pytest.mark.parametrize(("order", "period", "filters"), PAGES)
def test_what_has_moved_is_found_by_when(
    crowd: Any, order: RankOrder, period: Period, filters: frozenset[str]
) -> None:
    plan = plan_of(crowd, listing_sql.moved(order, period, filters))
    assert "ix_commkit_ranking_past_rank_until" in plan, plan
    assert not ours_read_whole(plan), plan


@pytest.mark.parametrize("order", ReplyOrder)
def test_a_page_of_replies_is_one_range_of_an_index_in_order(crowd: Any, order: ReplyOrder) -> None:
    plan = plan_of(crowd, reply_sql.standing(order))
    assert re.search(rf"ix_commkit_ranking_reply_rank_{REPLY_KEY[order]}\b", plan), plan
    assert not any(word in plan for word in SORTED), plan
    assert not ours_read_whole(plan), plan


@pytest.mark.parametrize("order", ReplyOrder)
def test_what_has_moved_below_a_post_is_found_by_when(crowd: Any, order: ReplyOrder) -> None:
    plan = plan_of(crowd, reply_sql.moved(order))
    assert "ix_commkit_ranking_past_reply_rank_parent" in plan, plan
    assert not ours_read_whole(plan), plan


@pytest.mark.parametrize("lead", ["tag", "space"])
@pytest.mark.parametrize("period", [Period.ALL, Period.MONTH])
def test_few_are_found_by_their_filter(crowd: Any, lead: str, period: Period) -> None:
    plan = plan_of(crowd, listing_sql.few(lead, RankOrder.TOP, period, frozenset({lead})))
    assert not ours_read_whole(plan), plan
    assert lead == "tag" or "ix_commkit_ranking_rank_space" in plan, plan


@pytest.mark.parametrize("name", [name for name in KEPT if name not in ONCE_A_DAY])
def test_what_is_kept_is_found_by_an_index(crowd: Any, name: str) -> None:
    plan = plan_of(crowd, KEPT[name])
    assert not ours_read_whole(plan), plan


def test_control_an_order_without_an_index_is_sorted(crowd: Any) -> None:
    without: Statement[Any] = statement(
        lambda: (
            select(rank.c.post)
            .where(rank.c.community_id == bindparam("community_id"), rank.c.down < bindparam("key"))
            .order_by(rank.c.down.desc(), rank.c.post.desc())
            .limit(bindparam("size"))
        )
    )
    plan = plan_of(crowd, without)
    assert any(word in plan for word in SORTED), plan


def test_control_what_has_no_index_is_read_whole(crowd: Any) -> None:
    without: Statement[Any] = statement(lambda: select(rank.c.post).where(rank.c.up == bindparam("up")))
    plan = plan_of(crowd, without)
    assert ours_read_whole(plan), plan
