"""The tables of the plugin. They share one `metadata`, as their migrations are one chain."""

from sqlalchemy import MetaData

from commkit.storage import record_table
from commkit_developer.votes.records import VotesOfDay

metadata = MetaData()

votes_of_day = record_table("commkit_developer_votes_of_day", VotesOfDay, key=["member"], metadata=metadata)
