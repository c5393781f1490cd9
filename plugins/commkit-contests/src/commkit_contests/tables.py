"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import MetaData

from commkit.storage import record_table
from commkit_contests.conflicts.records import ContestRecusal
from commkit_contests.contests.records import Contest, ContestCriterion, ContestJudge, ContestReopening
from commkit_contests.entries.records import StoredEntry
from commkit_contests.marks.records import ContestMark
from commkit_contests.results.records import ContestPart

metadata = MetaData()

contest = record_table("commkit_contests_contest", Contest, index=["organiser"], metadata=metadata)
criterion = record_table(
    "commkit_contests_criterion",
    ContestCriterion,
    key=("contest", "number"),
    references={"contest": contest},
    metadata=metadata,
)
judge = record_table(
    "commkit_contests_judge",
    ContestJudge,
    key=("contest", "member"),
    index=["member"],
    references={"contest": contest},
    metadata=metadata,
)
reopening = record_table(
    "commkit_contests_reopening",
    ContestReopening,
    key=("contest", "number"),
    index=["by"],
    references={"contest": contest},
    metadata=metadata,
)
entry = record_table(
    "commkit_contests_entry",
    StoredEntry,
    index=["contest", ("contest", "place"), "author"],
    references={"contest": contest},
    metadata=metadata,
)
recusal = record_table(
    "commkit_contests_recusal",
    ContestRecusal,
    key=("entry", "judge"),
    index=["judge", ("contest", "judge")],
    references={"entry": entry, "contest": contest},
    metadata=metadata,
)
mark = record_table(
    "commkit_contests_mark",
    ContestMark,
    index=["contest", "judge"],
    unique=[("entry", "judge", "criterion")],
    references={"entry": entry, "contest": contest},
    metadata=metadata,
)
part = record_table(
    "commkit_contests_part",
    ContestPart,
    key=("entry", "number"),
    references={"entry": entry},
    metadata=metadata,
)
