"""Ladders as members see them."""

from datetime import datetime
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit_ladders.skills.records import Division

LadderId = NewType("LadderId", UUID)
"""The id of a ladder."""


@frozen(kw_only=True)
class Ladder:
    """A ladder: members play games on it, and stand in the order of their skill.

    Attributes:
        id: Its id.
        key: Its key, by which an app finds it.
        title: What it is called.
        rules: The name of the declared rules.
        season: The number of the season now.
        opened_at: When it was opened.
        closed_at: When it was closed; None while games count on it.
        replaying: Whether games are being counted again, so that places change without a new game.
    """

    id: LadderId
    key: str
    title: str
    rules: str
    season: int
    opened_at: datetime
    closed_at: datetime | None
    replaying: bool


@frozen(kw_only=True)
class Season:
    """A season of a ladder.

    Attributes:
        number: Its number, from 1.
        began_at: When it began; the first one holds all earlier games, too.
        ends_at: When it ends by the rules; None where a steward ends it.
        ended_at: When it ended; None for the season now.
    """

    number: int
    began_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None


@frozen(kw_only=True)
class LadderPlace:
    """Where a member stands on a ladder.

    Attributes:
        member: Who.
        ordinal: The skill as it is shown: `mu - 3 sigma`, of which it is nearly sure that it is not less.
        mu: The mean of the skill.
        sigma: Its standard deviation: how unsure it is.
        division: The name of the division; empty before they were placed, or where there are none.
        provisional: Whether little is known yet: too few games of the season, or too unsure.
        games: Games that counted: the sample size.
        season_games: Those of them in the season.
        wins: Games that they, or their side, won alone.
        draws: Games in which nobody was better, and somebody was as good.
        losses: The other games.
        last_at: When their last game was.
    """

    member: MemberId
    ordinal: float
    mu: float
    sigma: float
    division: str
    provisional: bool
    games: int
    season_games: int
    wins: int
    draws: int
    losses: int
    last_at: datetime


@frozen(kw_only=True)
class LadderInfo:
    """A ladder with its rules, for people.

    Attributes:
        ladder: The ladder.
        summary: What is played; empty where the rules are not declared any more.
        divisions: The divisions, from the lowest to the highest.
        placement_games: Games of a season after which a member is placed.
        seasons: The last seasons, the newest first; at most 50.
    """

    ladder: Ladder
    summary: str
    divisions: tuple[Division, ...]
    placement_games: int
    seasons: tuple[Season, ...]
