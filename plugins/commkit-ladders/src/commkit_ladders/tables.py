"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from commkit.communities import community
from commkit.members import membership
from commkit.storage import COMMUNITY, Choice, Id, UtcDateTime, community_id, person, personal, plain
from commkit_ladders.games.records import GameState

metadata = MetaData()


def _count(name: str, purpose: str) -> Column[int]:
    return Column(name, Integer, nullable=False, info=plain(purpose))


def _skill(prefix: str, when: str, *, nullable: bool) -> tuple[Column[Any], Column[Any]]:
    return (
        Column(f"{prefix}mu", Float, nullable=nullable, info=plain(f"The mean of the skill {when}.")),
        Column(f"{prefix}sigma", Float, nullable=nullable, info=plain(f"How unsure it is {when}.")),
    )


def _results() -> tuple[Column[Any], ...]:
    return (
        _count("games", "Games that counted."),
        _count("season_games", "Those of them in the season."),
        _count("wins", "Games that were won."),
        _count("draws", "Games in which nobody was better."),
        _count("losses", "The other games."),
        Column("division", String(64), nullable=False, info=plain("The name of the division; empty before.")),
    )


ladder = Table(
    "commkit_ladders_ladder",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The ladder's id.")),
    Column("key", String(64), nullable=False, info=plain("Its key, by which an app finds it.")),
    Column("title", String(200), nullable=False, info=plain("What it is called.")),
    Column("rules", String(100), nullable=False, info=plain("The name of the declared rules.")),
    Column("season", Integer, nullable=False, info=plain("The number of the season now.")),
    Column("opened_by", Id, info=person("Who opened it.", owns=False)),
    Column("opened_at", UtcDateTime, nullable=False, info=plain("When it was opened.")),
    Column("closed_at", UtcDateTime, info=plain("When it was closed.")),
    Column("due_at", UtcDateTime, info=plain("When the first game was played that is to be counted again.")),
    Column("due_game", Id, info=plain("That game.")),
    Column("turn", Integer, nullable=False, info=plain("Counts what the worker was asked to do.")),
    UniqueConstraint("community_id", "key", name="uq_commkit_ladders_ladder_key"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""The ladders, one row each."""

season = Table(
    "commkit_ladders_season",
    metadata,
    community_id(),
    Column("ladder", Id, primary_key=True, info=plain("The ladder.")),
    Column("number", Integer, primary_key=True, autoincrement=False, info=plain("Its number, from 1.")),
    Column("began_at", UtcDateTime, nullable=False, info=plain("When it began.")),
    Column("ends_at", UtcDateTime, info=plain("When it ends by the rules.")),
    Column("ended_at", UtcDateTime, info=plain("When it ended.")),
    ForeignKeyConstraint(["community_id", "ladder"], [ladder.c.community_id, ladder.c.id]),
    info=COMMUNITY,
)
"""The seasons of ladders."""

game = Table(
    "commkit_ladders_game",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The game's id.")),
    Column("ladder", Id, nullable=False, info=plain("The ladder.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was played.")),
    Column("state", Choice(GameState), nullable=False, info=plain("Whether it counts.")),
    Column("source", String(100), nullable=False, info=plain("Where it comes from; empty for members here.")),
    Column("foreign_key", String(100), info=plain("What it is called there.")),
    Column("fact", Id, info=plain("The fact of the source that spoke of it last.")),
    Column("recorded_by", Id, info=person("Who recorded or reported it.", owns=False)),
    Column("recorded_at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("disputed_by", Id, info=person("Who disputed it.", owns=False)),
    Column("dispute", Text, nullable=False, info=personal("What they say.", of="disputed_by")),
    Column("decided_by", Id, info=person("Who corrected or annulled it last.", owns=False)),
    Column("decided_at", UtcDateTime, info=plain("When.")),
    Column("reason", Text, nullable=False, info=personal("Why.", of="decided_by")),
    Column("season", Integer, info=plain("The season that it counted in.")),
    Column("as_expected", Boolean, info=plain("Whether the favourite of two sides won.")),
    ForeignKeyConstraint(["community_id", "ladder"], [ladder.c.community_id, ladder.c.id]),
    info=COMMUNITY,
)
"""The games of ladders, whether they count or not."""
Index(
    "ix_commkit_ladders_game_state",
    game.c.community_id,
    game.c.ladder,
    game.c.state,
    game.c.at,
    game.c.id,
)
Index("ix_commkit_ladders_game_page", game.c.community_id, game.c.ladder, game.c.at, game.c.id)
_FOREIGN = text("foreign_key IS NOT NULL")
Index(
    "uq_commkit_ladders_game_foreign",
    game.c.community_id,
    game.c.ladder,
    game.c.source,
    game.c.foreign_key,
    unique=True,
    sqlite_where=_FOREIGN,
    postgresql_where=_FOREIGN,
)

seat = Table(
    "commkit_ladders_seat",
    metadata,
    community_id(),
    Column("game", Id, primary_key=True, info=plain("The game.")),
    Column("member", Id, primary_key=True, info=person("Who played.")),
    Column("ladder", Id, nullable=False, info=plain("The ladder.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was played.")),
    Column("side", Integer, nullable=False, info=plain("The number of their side, from 0.")),
    Column("rank", Integer, nullable=False, info=plain("The rank of their side; 1 is best.")),
    Column("confirmed", Boolean, nullable=False, info=plain("Whether they say that the result is right.")),
    Column("counted", Boolean, nullable=False, info=plain("Whether the game counts.")),
    *_skill("old_", "before the game", nullable=True),
    Column("idle_weeks", Integer, nullable=False, info=plain("Whole weeks without a game before it.")),
    *_skill("", "after the game", nullable=True),
    Column("season", Integer, nullable=False, info=plain("The season of the game; 0 before it was counted.")),
    *_results(),
    ForeignKeyConstraint(["community_id", "game"], [game.c.community_id, game.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Who played a game, and their state after it: what later games begin with."""
Index(
    "ix_commkit_ladders_seat_member",
    seat.c.community_id,
    seat.c.ladder,
    seat.c.member,
    seat.c.counted,
    seat.c.at,
    seat.c.game,
)
Index("ix_commkit_ladders_seat_of", seat.c.community_id, seat.c.member, seat.c.at, seat.c.game)

place = Table(
    "commkit_ladders_place",
    metadata,
    community_id(),
    Column("ladder", Id, primary_key=True, info=plain("The ladder.")),
    Column(
        "season",
        Integer,
        primary_key=True,
        autoincrement=False,
        info=plain("The season that is over, from 1; 0 for now."),
    ),
    Column("member", Id, primary_key=True, info=person("Whose place it is.")),
    Column("score", BigInteger, nullable=False, info=plain("What boards are sorted by.")),
    *_skill("", "then", nullable=False),
    *_results(),
    Column("provisional", Boolean, nullable=False, info=plain("Whether little is known yet.")),
    Column("last_at", UtcDateTime, nullable=False, info=plain("When their last game was.")),
    Column("as_of", UtcDateTime, nullable=False, info=plain("The moment that it was computed for.")),
    Column("due_at", UtcDateTime, info=plain("When idleness or a season changes it next.")),
    ForeignKeyConstraint(["community_id", "ladder"], [ladder.c.community_id, ladder.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Where members stand now, and where they stood when seasons ended: computed from seats, for boards."""
Index(
    "ix_commkit_ladders_place_board",
    place.c.community_id,
    place.c.ladder,
    place.c.season,
    place.c.score,
    place.c.member,
)
Index(
    "ix_commkit_ladders_place_division",
    place.c.community_id,
    place.c.ladder,
    place.c.season,
    place.c.division,
    place.c.score,
    place.c.member,
)
_DUE = text("due_at IS NOT NULL")
Index(
    "ix_commkit_ladders_place_due",
    place.c.community_id,
    place.c.ladder,
    place.c.due_at,
    place.c.member,
    sqlite_where=_DUE,
    postgresql_where=_DUE,
)

unlisted = Table(
    "commkit_ladders_unlisted",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who is on no board.")),
    Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Members who want to be on no board of a ladder."""
