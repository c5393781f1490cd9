"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import Index, MetaData

from commkit.storage import record_table
from commkit_tournaments.entries.records import Entrant, EntrantMember
from commkit_tournaments.matches.records import Decision, Evidence, MapChoice, Report, TournamentMatch
from commkit_tournaments.recorded.records import (
    RecordedAppearance,
    RecordedGame,
    RecordedSeries,
    RecordedSide,
    RecordedTeam,
    RecordedTournament,
)
from commkit_tournaments.setup.records import Tournament

metadata = MetaData()

tournament = record_table(
    "commkit_tournaments_tournament", Tournament, index=["created_at", "organiser"], metadata=metadata
)
entrant = record_table(
    "commkit_tournaments_entrant",
    Entrant,
    index=["tournament", "captain"],
    references={"tournament": tournament},
    metadata=metadata,
)
entrant_member = record_table(
    "commkit_tournaments_entrant_member",
    EntrantMember,
    key=["tournament", "member"],
    index=["entrant", "member"],
    references={"tournament": tournament, "entrant": entrant},
    metadata=metadata,
)
match = record_table(
    "commkit_tournaments_match",
    TournamentMatch,
    unique=[["tournament", "key"]],
    references={"tournament": tournament},
    metadata=metadata,
)
for _side in ("home", "away"):
    Index(
        f"ix_commkit_tournaments_match_{_side}",
        match.c.community_id,
        match.c[_side],
        match.c.id,
    )
report = record_table(
    "commkit_tournaments_report",
    Report,
    key=["match", "entrant"],
    index=["reporter"],
    references={"match": match, "entrant": entrant},
    metadata=metadata,
)
evidence = record_table(
    "commkit_tournaments_evidence",
    Evidence,
    index=["match", "author"],
    references={"match": match},
    metadata=metadata,
)
decision = record_table(
    "commkit_tournaments_decision",
    Decision,
    index=["match", "judge"],
    references={"match": match},
    metadata=metadata,
)
map_choice = record_table(
    "commkit_tournaments_map_choice",
    MapChoice,
    key=["match", "number"],
    index=["member"],
    references={"match": match, "entrant": entrant},
    metadata=metadata,
)
recorded_tournament = record_table(
    "commkit_tournaments_recorded_tournament", RecordedTournament, unique=["source"], metadata=metadata
)
"""Tournaments that were played elsewhere. `source` is unique, so that two imports at once make one of them."""
recorded_series = record_table(
    "commkit_tournaments_recorded_series",
    RecordedSeries,
    index=["tournament"],
    unique=[("tournament", "external_id")],
    references={"tournament": recorded_tournament},
    metadata=metadata,
)
recorded_team = record_table(
    "commkit_tournaments_recorded_team", RecordedTeam, unique=[("source", "name")], metadata=metadata
)
recorded_game = record_table(
    "commkit_tournaments_recorded_game",
    RecordedGame,
    index=[("tournament", "series")],
    unique=[("tournament", "external_id")],
    references={"tournament": recorded_tournament, "series": recorded_series},
    metadata=metadata,
)
recorded_side = record_table(
    "commkit_tournaments_recorded_side",
    RecordedSide,
    key=["game", "team"],
    index=[("tournament", "series")],
    references={
        "game": recorded_game,
        "team": recorded_team,
        "tournament": recorded_tournament,
        "series": recorded_series,
    },
    metadata=metadata,
)
recorded_appearance = record_table(
    "commkit_tournaments_recorded_appearance",
    RecordedAppearance,
    key=["game", "member"],
    index=["member", ("tournament", "team")],
    references={"game": recorded_game, "tournament": recorded_tournament, "team": recorded_team},
    metadata=metadata,
)
"""One row for each member and game: the primary key excludes that somebody plays twice in one."""
