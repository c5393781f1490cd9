"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import MetaData

from commkit.communities import community
from commkit.members import membership
from commkit.storage import record_table
from commkit_opinion.arguments.records import Argument
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.maps.runs.records import MapCount, MapGroup, MapPlace, MapRun
from commkit_opinion.proposing.records import OpinionStatement
from commkit_opinion.voting.records import StatementVote, Tally

metadata = MetaData()

consultation = record_table(
    "commkit_opinion_consultation",
    Consultation,
    index=["space"],
    unique=["source"],
    references={"community_id": community},
    metadata=metadata,
)
"""The consultations. `source` is unique, so that two imports at once make one of them."""

proposed = record_table(
    "commkit_opinion_statement",
    OpinionStatement,
    index=["author"],
    unique=[("consultation", "number"), ("consultation", "external_id")],
    references={"consultation": consultation},
    metadata=metadata,
)
"""The statements, whatever their state."""

vote = record_table(
    "commkit_opinion_vote",
    StatementVote,
    key=("statement", "member"),
    index=[("consultation", "member"), "member"],
    references={"statement": proposed, "consultation": consultation, "member": membership},
    metadata=metadata,
)
"""One row for each statement and member: the primary key excludes a second vote."""

tally = record_table(
    "commkit_opinion_tally",
    Tally,
    key=("statement",),
    index=["consultation"],
    references={"statement": proposed, "consultation": consultation},
    metadata=metadata,
)
"""The votes on each statement in numbers; who votes locks the row of the statement."""

argument = record_table(
    "commkit_opinion_argument",
    Argument,
    index=[("statement", "side"), "author"],
    references={"statement": proposed, "consultation": consultation},
    metadata=metadata,
)
"""The arguments for and against statements."""

map_run = record_table(
    "commkit_opinion_map_run",
    MapRun,
    key=("consultation",),
    references={"consultation": consultation},
    metadata=metadata,
)
"""How the last run of each consultation ended."""

map_group = record_table(
    "commkit_opinion_map_group",
    MapGroup,
    key=("consultation", "number"),
    references={"consultation": consultation},
    metadata=metadata,
)
"""The groups of the last map."""

map_place = record_table(
    "commkit_opinion_map_place",
    MapPlace,
    key=("consultation", "member"),
    index=["member"],
    references={"consultation": consultation, "member": membership},
    metadata=metadata,
)
"""Where each member stands on the last map; nobody but they read it."""

map_count = record_table(
    "commkit_opinion_map_count",
    MapCount,
    key=("consultation", "number", "statement"),
    references={"consultation": consultation, "statement": proposed},
    metadata=metadata,
)
"""How each group of the last map voted on each statement."""
