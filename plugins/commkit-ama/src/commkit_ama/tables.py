"""The tables of the plugin."""

from sqlalchemy import MetaData

from commkit.posts import post
from commkit.storage import record_table
from commkit_ama.guests.records import HourGuest
from commkit_ama.hours.records import QuestionTimes

metadata = MetaData()

question_times = record_table(
    "commkit_ama_question_times",
    QuestionTimes,
    key=["thread"],
    references={"thread": post},
    metadata=metadata,
)
"""The times of question hours: each has a row since it was opened, which who changes them locks."""
hour_guest = record_table(
    "commkit_ama_guest",
    HourGuest,
    key=["thread", "member"],
    index=["member"],
    references={"thread": post},
    metadata=metadata,
)
