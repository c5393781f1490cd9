"""Importers: commands that import batches of another system's objects, and readers of the exports of some systems."""

from commkit.importers import members as _members
from commkit.importers import threads as _threads
from commkit.importers import votes as _votes
from commkit.importers.feature import importers
from commkit.importers.messages import (
    ImportMembers,
    ImportReplies,
    ImportTags,
    ImportThreads,
    ImportVotes,
    ListMissingPosts,
)
from commkit.importers.records import ExternalMember, ExternalPost, ExternalTag, ExternalVote, ImportResult

__all__ = [
    "ExternalMember",
    "ExternalPost",
    "ExternalTag",
    "ExternalVote",
    "ImportMembers",
    "ImportReplies",
    "ImportResult",
    "ImportTags",
    "ImportThreads",
    "ImportVotes",
    "ListMissingPosts",
    "importers",
]

del _members, _threads, _votes
