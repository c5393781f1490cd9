"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import Index, MetaData, text

from commkit.storage import record_table
from commkit_matching.matches.records import MatchPart, MatchParty, StoredMatch
from commkit_matching.outcomes.records import MatchOutcome
from commkit_matching.requests.records import MatchRequest, WishOfRequest
from commkit_matching.rounds.records import MatchingRound, Pool

metadata = MetaData()

pool = record_table("commkit_matching_pool", Pool, key=("kind",), metadata=metadata)
request = record_table("commkit_matching_request", MatchRequest, index=["member"], metadata=metadata)
_OPEN = text("state = 'open'")
Index(
    "uq_commkit_matching_request_open",
    request.c.community_id,
    request.c.member,
    request.c.kind,
    request.c.side,
    unique=True,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index(
    "ix_commkit_matching_request_considered",
    request.c.community_id,
    request.c.kind,
    request.c.side,
    request.c.state,
    request.c.considered_at,
    request.c.id,
)
wish = record_table(
    "commkit_matching_wish", WishOfRequest, key=("request", "wish"), index=["member"], metadata=metadata
)
matching_round = record_table("commkit_matching_round", MatchingRound, metadata=metadata)
match = record_table("commkit_matching_match", StoredMatch, index=["kind", "proposed_by"], metadata=metadata)
party = record_table(
    "commkit_matching_party", MatchParty, key=("match", "member"), index=["member"], metadata=metadata
)
part = record_table(
    "commkit_matching_part",
    MatchPart,
    key=("match", "member", "preference"),
    index=["member"],
    metadata=metadata,
)
outcome = record_table(
    "commkit_matching_outcome", MatchOutcome, key=("match", "member"), index=["member"], metadata=metadata
)
