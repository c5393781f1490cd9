"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import Index, MetaData

from commkit.storage import record_table
from commkit_tournaments.entries.records import Entrant, EntrantMember
from commkit_tournaments.matches.records import Decision, Evidence, MapChoice, Report, TournamentMatch
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
