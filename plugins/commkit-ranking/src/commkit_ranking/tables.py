"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    text,
)

from commkit.posts import post
from commkit.storage import COMMUNITY, Id, UtcDateTime, community_id, plain
from commkit_ranking.policy import Period, RankOrder, ReplyOrder

metadata = MetaData()

_KEYS = {
    RankOrder.LATEST: "When it was opened, in microseconds since 1970.",
    RankOrder.ACTIVE: "When something was last added to it, in microseconds since 1970.",
    RankOrder.HOT: "Its hot rank, times 10 million.",
    RankOrder.TOP: "Its score: votes for it less votes against it.",
    RankOrder.CONTROVERSIAL: "Its controversial rank, times 10 million.",
    RankOrder.SCALED: "Its scaled rank, times 10 million.",
    RankOrder.BEST: "Its best rank, times 10 million.",
}
DATED = tuple(period for period in Period if period is not Period.ALL)
"""The periods that begin at some day."""
LEADING_SPACE = (RankOrder.HOT, RankOrder.ACTIVE, RankOrder.TOP)
"""The orders with an index within each space."""


def _keys() -> list[Column[int]]:
    """A column for each order; whole numbers, so that both databases and cursors compare them alike."""
    return [
        Column(order.value, BigInteger, nullable=False, info=plain(purpose))
        for order, purpose in _KEYS.items()
    ]


def _of_post() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id])


rank = Table(
    "commkit_ranking_rank",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post that opened the thread.")),
    Column("space", Id, info=plain("The space that it stands in; empty for none.")),
    *(
        Column(period.value, Date, nullable=False, info=plain(f"The first day of the {period} it was opened in, UTC."))
        for period in DATED
    ),
    Column("up", Integer, nullable=False, info=plain("Votes for it.")),
    Column("down", Integer, nullable=False, info=plain("Votes against it.")),
    Column(
        "active_people", Integer, nullable=False, info=plain("The people active in its space, as its ranks have it.")
    ),
    *_keys(),
    Column("since", UtcDateTime, nullable=False, info=plain("The moment from which pages have it there.")),
    _of_post(),
    info=COMMUNITY,
)  # fmt: skip
"""The ranks of each thread, written in the transaction of what changes them."""

past_rank = Table(
    "commkit_ranking_past_rank",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post that opened the thread.")),
    Column("since", UtcDateTime, primary_key=True, info=plain("The moment from which pages had it there.")),
    Column("until", UtcDateTime, nullable=False, info=plain("The moment from which they have it elsewhere.")),
    *_keys(),
    _of_post(),
    info=COMMUNITY,
)
"""Ranks that threads had, for who goes on with a list that they began to read before."""

_REPLY_KEYS = {
    "best": "Its best rank, times 10 million.",
    "top": "Its score: votes for it less votes against it.",
    "controversial": "Its controversial rank, times 10 million.",
    "written": "When it was written, in microseconds since 1970.",
}
REPLY_KEY = {
    ReplyOrder.BEST: "best",
    ReplyOrder.TOP: "top",
    ReplyOrder.CONTROVERSIAL: "controversial",
    ReplyOrder.NEWEST: "written",
    ReplyOrder.OLDEST: "written",
}
"""The column of each order of replies."""


def _reply_keys() -> list[Column[int]]:
    return [
        Column(name, BigInteger, nullable=False, info=plain(purpose)) for name, purpose in _REPLY_KEYS.items()
    ]


reply_rank = Table(
    "commkit_ranking_reply_rank",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The reply.")),
    Column("parent", Id, nullable=False, info=plain("The post that it replies to.")),
    Column("up", Integer, nullable=False, info=plain("Votes for it.")),
    Column("down", Integer, nullable=False, info=plain("Votes against it.")),
    *_reply_keys(),
    Column("since", UtcDateTime, nullable=False, info=plain("The moment from which pages have it there.")),
    _of_post(),
    info=COMMUNITY,
)
"""The ranks of each reply among those to the same post, written in the transaction of what changes them."""

past_reply_rank = Table(
    "commkit_ranking_past_reply_rank",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The reply.")),
    Column("since", UtcDateTime, primary_key=True, info=plain("The moment from which pages had it there.")),
    Column("until", UtcDateTime, nullable=False, info=plain("The moment from which they have it elsewhere.")),
    Column("parent", Id, nullable=False, info=plain("The post that it replied to.")),
    *_reply_keys(),
    _of_post(),
    info=COMMUNITY,
)
"""Ranks that replies had, for who goes on with a list that they began to read before."""

active_people = Table(
    "commkit_ranking_active_people",
    metadata,
    community_id(),
    Column("space", Id, primary_key=True, info=plain("The space; zeros for what stands in none.")),
    Column("people", Integer, nullable=False, info=plain("The people who wrote there within 30 days.")),
    Column("counted_at", UtcDateTime, nullable=False, info=plain("When they were counted.")),
    info=COMMUNITY,
)
"""How many people are active in each space."""

count_day = Table(
    "commkit_ranking_count_day",
    metadata,
    community_id(),
    Column("day", Date, nullable=False, info=plain("The last day for which a count was scheduled, UTC.")),
    info=COMMUNITY,
)
"""On which day the active people of a community were last counted."""


def _index(name: str, *columns: Any, table: Table = rank, where: str | None = None) -> None:
    conditions: dict[str, Any] = (
        {"sqlite_where": text(where), "postgresql_where": text(where)} if where else {}
    )
    Index(f"ix_{table.name}_{name}", table.c.community_id, *columns, **conditions)


for _order in RankOrder:
    _index(_order.value, rank.c[_order.value], rank.c.post)
for _period in DATED:
    _index(f"top_{_period}", rank.c[_period.value], rank.c.top, rank.c.post)
for _order in LEADING_SPACE:
    _index(f"space_{_order}", rank.c.space, rank.c[_order.value], rank.c.post, where="space IS NOT NULL")
_index("until", past_rank.c.until, table=past_rank)
for _name in _REPLY_KEYS:
    _index(_name, reply_rank.c.parent, reply_rank.c[_name], reply_rank.c.post, table=reply_rank)
_index("parent", past_reply_rank.c.parent, past_reply_rank.c.until, table=past_reply_rank)
_index("until", past_reply_rank.c.until, table=past_reply_rank)
