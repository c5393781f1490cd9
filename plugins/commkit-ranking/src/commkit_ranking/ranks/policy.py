"""The formulas of ranks, and from which moment a rank holds; no database."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from math import log10
from typing import Any

from attrs import frozen

from commkit.statistics import share_of
from commkit_ranking.policy import Period, RankOrder, period_start
from commkit_ranking.tables import DATED

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""From when hot counts age."""
SECONDS_PER_TENFOLD = 45_000
"""How much later a thread is opened that stands beside one with ten times its score: 12.5 hours."""
_SCALE = 10_000_000
_1970 = datetime(1970, 1, 1, tzinfo=UTC)

FORMULAS = {
    RankOrder.LATEST: "opened_at",
    RankOrder.ACTIVE: "activity_at",
    RankOrder.HOT: "log10(max(|score|, 1)) * sign(score) + (opened_at - 2020-01-01) / 45000 s",
    RankOrder.TOP: "up - down",
    RankOrder.CONTROVERSIAL: "(up + down) ** (min(up, down) / max(up, down)), 0 where one of them is 0",
    RankOrder.SCALED: "hot - log10(log10(2 + active_people))",
    RankOrder.BEST: "lower Wilson bound (z = 1.96) of up / (up + down), 0 without votes",
}
"""What each order sorts by, for people."""


def hot(up: int, down: int, opened_at: datetime) -> float:
    """The hot rank. The time in it is absolute, so that a thread sinks because later ones stand higher.

    Source: Reddit, `r2/lib/db/_sorts.pyx` (CPAL 1.0), whose seconds count from 2005-12-08; another start adds the same
    to all ranks.

    Args:
        up: Votes for the thread.
        down: Votes against it.
        opened_at: When it was opened.
    """
    score = up - down
    sign = (score > 0) - (score < 0)
    return log10(max(abs(score), 1)) * sign + (opened_at - EPOCH).total_seconds() / SECONDS_PER_TENFOLD


def controversial(up: int, down: int) -> float:
    """How much a thread divides: `(up + down) ** (min / max)`.

    Source: Reddit, `r2/lib/db/_sorts.pyx` (CPAL 1.0): where one of them is 0 nobody disagrees, and it is 0.

    Args:
        up: Votes for the thread.
        down: Votes against it.
    """
    if up <= 0 or down <= 0:
        return 0.0
    exponent: float = min(up, down) / max(up, down)
    return float((up + down) ** exponent)


def best(up: int, down: int) -> float:
    """The share of votes for a thread that is certain: the lower end of its Wilson interval; 0 without votes.

    Source: see `commkit.statistics.share_of`.

    Args:
        up: Votes for the thread.
        down: Votes against it.
    """
    share = share_of(up, up + down)
    return share.low if share is not None else 0.0


def scaled(hot_rank: float, active_people: int) -> float:
    """The hot rank where ten votes of twenty people weigh more than ten of thousands.

    What is divided by `log10(2 + active_people)` is the rank that falls with time, `10 ** hot`, as Lemmy divides its
    own (`scaled_rank`, AGPL 3.0); of its logarithm, which hot is, the logarithm of the divisor is taken off. Dividing
    the logarithm itself would divide the age: everything in the smallest space would stand in front of all that is
    new in larger ones.

    Args:
        hot_rank: The hot rank.
        active_people: The people who are active in the space of the thread, 0 or more.
    """
    return hot_rank - log10(log10(2 + active_people))


@frozen(kw_only=True)
class Measured:
    """What the ranks of a thread come from.

    Attributes:
        opened_at: When it was opened.
        activity_at: When something was last added to it.
        space: Where it stands.
        up: Votes for it.
        down: Votes against it.
        active_people: The people who are active in its space.
    """

    opened_at: datetime
    activity_at: datetime
    space: Any
    up: int
    down: int
    active_people: int


def keys_of(measured: Measured) -> dict[str, int]:
    """What a thread is sorted by in each order; whole numbers, that databases and cursors compare alike."""
    its_hot = hot(measured.up, measured.down, measured.opened_at)
    return {
        RankOrder.LATEST.value: microseconds(measured.opened_at),
        RankOrder.ACTIVE.value: microseconds(measured.activity_at),
        RankOrder.HOT.value: _whole(its_hot),
        RankOrder.TOP.value: measured.up - measured.down,
        RankOrder.CONTROVERSIAL.value: _whole(controversial(measured.up, measured.down)),
        RankOrder.SCALED.value: _whole(scaled(its_hot, measured.active_people)),
        RankOrder.BEST.value: _whole(best(measured.up, measured.down)),
    }


def value_of(order: RankOrder, key: int) -> float:
    """What a whole number stands for in an order."""
    if order in (RankOrder.LATEST, RankOrder.ACTIVE):
        return key / 1_000_000
    return float(key) if order is RankOrder.TOP else key / _SCALE


def row_of(measured: Measured) -> dict[str, Any]:
    """The columns of a thread's ranks, without since when."""
    starts = {period.value: period_start(Period(period), measured.opened_at) for period in DATED}
    votes = {"up": measured.up, "down": measured.down, "active_people": measured.active_people}
    return {"space": measured.space, **starts, **votes, **keys_of(measured)}


def _whole(value: float) -> int:
    return round(value * _SCALE)


def microseconds(moment: datetime) -> int:
    """A moment as microseconds since 1970."""
    return (moment - _1970) // timedelta(microseconds=1)


def count_votes(
    counts: Iterable[tuple[str, int]], votes: tuple[frozenset[str], frozenset[str]]
) -> tuple[int, int]:
    """The votes for a thread and against it.

    Args:
        counts: How often each reaction was given to it.
        votes: The names of the reactions that are votes for it, and against it.
    """
    up = down = 0
    for name, count in counts:
        up += count if name in votes[0] else 0
        down += count if name in votes[1] else 0
    return up, down


@frozen
class Change:
    """When new ranks hold.

    Attributes:
        since: The moment from which pages have the thread there.
        keeps_past: Whether a page may ask for the ranks that it had before.
    """

    since: datetime
    keeps_past: bool


def change_of(before: datetime, *, now: datetime, settle: timedelta) -> Change:
    """From when new ranks of a thread hold: some time after they are written.

    A list that began at a moment has the ranks that hold then. Those that hold from then on are written, and
    committed, before: so no page of the list finds ranks that its first one could not see. Where ranks are about to
    hold, further votes change them in place: no list asks for them yet, and a thread that many vote on at once leaves
    few behind.

    Args:
        before: Since when the present ranks hold; in the future where they do not yet.
        now: The present moment.
        settle: How long after they are written ranks hold.
    """
    if before > now + settle / 2:
        return Change(before, keeps_past=False)
    return Change(max(now + settle, before + timedelta(microseconds=1)), keeps_past=True)


@frozen
class RankChanges:
    """What is written where ranks differ from those that are stored.

    Attributes:
        new: The rows of ranks.
        past: The rows of ranks that a list may still ask for.
    """

    new: list[dict[str, Any]]
    past: list[dict[str, Any]]


def changes_of(
    looked: Iterable[tuple[dict[str, Any], dict[str, Any] | None]],
    *,
    past: Sequence[str],
    now: datetime,
    settle: timedelta,
) -> RankChanges:
    """Compare ranks with those that are stored.

    Args:
        looked: The ranks of each post, and what is stored of it with `since`; None where nothing is.
        past: The names of the columns of past ranks, without `until`.
        now: The present moment.
        settle: How long after they are written ranks hold.
    """
    found = RankChanges([], [])
    for row, before in looked:
        if before is None:
            found.new.append(row | {"since": now})
            continue
        if row == {name: value for name, value in before.items() if name != "since"}:
            continue
        change = change_of(before["since"], now=now, settle=settle)
        found.new.append(row | {"since": change.since})
        if change.keeps_past:
            found.past.append({name: before[name] for name in past} | {"until": change.since})
    return found
