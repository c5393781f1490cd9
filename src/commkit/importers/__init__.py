"""Brings real exports in: batches of things as another system knew them, and the readers of each system's export."""

from commkit.importers import people as _people
from commkit.importers import threads as _threads
from commkit.importers import votes as _votes
from commkit.importers.feature import importers
from commkit.importers.messages import (
    MissingPosts,
    TakeMembers,
    TakeReplies,
    TakeTags,
    TakeThreads,
    TakeVotes,
)
from commkit.importers.records import ForeignMember, ForeignPost, ForeignTag, ForeignVote, Taken

__all__ = [
    "ForeignMember",
    "ForeignPost",
    "ForeignTag",
    "ForeignVote",
    "MissingPosts",
    "TakeMembers",
    "TakeReplies",
    "TakeTags",
    "TakeThreads",
    "TakeVotes",
    "Taken",
    "importers",
]

del _people, _threads, _votes
