"""The formula of heat, and the sentences that tell of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import log2

from commkit import MemberId
from commkit.statistics import median_duration
from commkit_topical.cooling.records import Cooling, Heat, Turn

WINDOW = timedelta(minutes=30)
"""How far back heat is measured."""
LEAST_REPLIES = 6
"""Replies in the window below which there is no heat."""
LEAST_GAPS = 20
"""Gaps between replies on which a baseline must rest."""
OBSERVED_FOR = timedelta(days=14)
"""How long it is watched whether a pair heats a thread again."""
_FASTEST = 4.0
"""The binary logarithm of the speed that counts fully: sixteen times as fast as usual."""
_MOST_REPORTERS = 3
_SPEED, _EXCHANGE, _REPORTS = 0.4, 0.35, 0.25
"""The weights of the three parts; together 1."""

PROMPT = (
    "You two answer each other fast. What you write can wait: look at it again in a while. You may rephrase or remove "
    "your posts of this exchange; rephrased now, they are not marked as edited. An apology does not "
    "wait: each of you may write one while the thread cools."
)


def heat_of(turns: Sequence[Turn], *, usual_gap: timedelta, reporters: int) -> Heat:
    """The heat of a thread: a weighted sum of three parts, each 0 to 1.

    `0.4 * speed + 0.35 * exchange + 0.25 * reports`, where

    - speed is `min(1, log2(s) / 4)` with `s = usual gap / median gap` of the replies of the window, at least 1;
    - exchange is `2 * min(x, y) / n` of the two members for whom it is the largest: x replies by one to the other, y
      back, of n replies;
    - reports is `min(1, r / 3)` with r members who have open reports of posts in the window.

    Below six replies in the window it is 0. No single part makes a thread hot at the default limit of 0.6: many people
    who reply fast do not, and neither do two who talk in turn at leisure.

    Args:
        turns: The replies of the last 30 minutes by people, in order of time.
        usual_gap: The usual time between two replies; see `usual_gap_of`.
        reporters: Members with open reports of these posts.
    """
    n = len(turns)
    pair, exchange = _exchange(turns)
    speed = _speed(turns, usual_gap)
    value = 0.0
    if n >= LEAST_REPLIES:
        fast = min(1.0, log2(speed) / _FASTEST)
        value = _SPEED * fast + _EXCHANGE * exchange + _REPORTS * min(1.0, reporters / _MOST_REPORTERS)
    return Heat(value=value, replies=n, speed=speed, exchange=exchange, reporters=reporters, pair=pair)


def usual_gap_of(own: Sequence[timedelta], around: Sequence[timedelta], *, otherwise: timedelta) -> timedelta:
    """The usual time between two replies: the median of the thread's own, of its space's, or as the settings say.

    Args:
        own: Gaps between the replies of the thread before the window.
        around: Gaps in the threads of the same space.
        otherwise: Where neither are 20.
    """
    enough = next((gaps for gaps in (own, around) if len(gaps) >= LEAST_GAPS), ())
    return median_duration(enough) or otherwise


def gaps_of(times: Sequence[datetime]) -> list[timedelta]:
    """The times between each two that follow each other."""
    return [later - earlier for earlier, later in pairwise(times)]


def _speed(turns: Sequence[Turn], usual_gap: timedelta) -> float:
    median = median_duration(gaps_of([turn.at for turn in turns]))
    if median is None:
        return 1.0
    typical = max(median, timedelta(seconds=1))
    return max(1.0, usual_gap / typical)


def _exchange(turns: Sequence[Turn]) -> tuple[tuple[MemberId, MemberId] | None, float]:
    """The two who answered each other most, and the share of the replies that they did so with in turn."""
    said: Counter[tuple[MemberId, MemberId]] = Counter()
    for turn in turns:
        if turn.to is not None and turn.to != turn.author:
            said[turn.author, turn.to] += 1
    found = [
        (2 * min(count, said[to, author]), (author, to))
        for (author, to), count in said.items()
        if author < to and (to, author) in said
    ]
    if not found:
        return None, 0.0
    most = max(count for count, _ in found)
    return min(pair for count, pair in found if count == most), most / len(turns)


def reason_of(cooling: Cooling) -> str:
    """Why a thread is slowed down, in sentences that name nobody.

    It says nothing of reports: who replied in the thread would learn that they were reported.
    """
    parts = []
    if cooling.speed > 2:  # twice as fast is nothing unusual
        parts.append(f"replies come {cooling.speed:.0f} times as fast as usual here")
    if cooling.exchange > 1 / 3:
        parts.append("two members answer each other in turn")
    because = " and ".join(parts) or "this thread has heated up"
    minutes = cooling.pause_seconds / 60
    pause = f"{minutes:.0f} minutes" if minutes > 1 else f"{cooling.pause_seconds} seconds"
    return (
        f"{because[0].upper()}{because[1:]}. Until it has cooled, everybody may reply once in {pause}; it is looked at "
        f"again at {cooling.review_at:%H:%M} UTC, and ends by itself."
    )
