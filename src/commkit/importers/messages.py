"""The import commands. Each imports one batch, in one transaction with the mapping of its ids.

A batch has at most 10,000 rows. It may be sent again, also by another run after a crash: rows that were imported before
are skipped and counted.
"""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.importers.records import (
    ExternalFile,
    ExternalId,
    ExternalMember,
    ExternalPost,
    ExternalTag,
    ExternalVote,
    ImportResult,
    Source,
)
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.values.sizes import Items
from commkit.runtime.values.texts import Text

MANY = Items(max=10_000)
"""The most rows of a batch."""


@frozen
class ImportCommand(Command[ImportResult]):
    """What the commands that import one batch have in common.

    Attributes:
        source: The name of the source.
        run: The id of this run, which distinguishes duplicates of one run from rows of an earlier one.
    """

    permission = "importers.import"
    max_text = None
    host_only = True

    source: Source
    run: UUID


@frozen
class ImportMembers(ImportCommand):
    """Import people of another system as members.

    Attributes:
        members: The members.
    """

    personal = ("members",)

    members: Annotated[tuple[ExternalMember, ...], MANY]


@frozen
class ImportTags(ImportCommand):
    """Import tags, also those without posts.

    Attributes:
        tags: The tags.

    Raises:
        Invalid: A tag is malformed.
    """

    personal = ()

    tags: Annotated[tuple[ExternalTag, ...], MANY]


@frozen
class ImportThreads(ImportCommand):
    """Import posts that open threads, as the type's first kind that opens threads and awaits something.

    Attributes:
        posts: The opening posts.
        skipped: External ids of posts that are skipped for good, so that reports distinguish them from missing ones.

    Raises:
        Invalid: A tag is malformed.
        Conflict: No kind of the community's type opens a thread.
    """

    personal = ("posts",)

    posts: Annotated[tuple[ExternalPost, ...], MANY]
    skipped: Annotated[tuple[ExternalId, ...], MANY] = ()


@frozen
class ImportReplies(ImportCommand):
    """Import replies to posts that were imported before.

    Attributes:
        posts: The replies; each names its parent.
        role: `answer`: the kind that the opening post awaits; `comment`: any other reply, also to answers; `message`:
            a message of a conversation, which may reply to any other, also to one of the same batch before it. It is
            of a kind that the type allows there: below an opening post that awaits something, what that awaits if
            another member wrote it. Below a post that takes no replies it replies to the next post above that does.
        skipped: External ids of posts that are skipped for good.
    """

    personal = ("posts",)

    posts: Annotated[tuple[ExternalPost, ...], MANY]
    role: Literal["answer", "comment", "message"] = field(kw_only=True)
    skipped: Annotated[tuple[ExternalId, ...], MANY] = ()


@frozen
class ImportVotes(ImportCommand):
    """Import votes on posts that were imported before.

    Attributes:
        votes: The votes.
    """

    personal = ("votes",)

    votes: Annotated[tuple[ExternalVote, ...], MANY]


@frozen
class ListMissingPosts(Query[Mapping[str, str]]):
    """Those of some external posts to which nothing can be added, each with the reason.

    Attributes:
        source: The name of the source.
        posts: Their external ids.
    """

    permission = "importers.import"
    personal = ()
    max_text = None
    host_only = True

    source: Source
    posts: Annotated[tuple[ExternalId, ...], MANY]


@frozen
class ListRefusedFiles(Query[Mapping[str, str]]):
    """Those of some external files that may not be attached in this community, each with the reason.

    Attributes:
        files: The files.
        source: The name of the source: those of it that were attached before are refused, too. Empty to ask of none.
    """

    permission = "importers.import"
    personal = ()
    max_text = None
    host_only = True

    files: Annotated[tuple[ExternalFile, ...], MANY]
    source: Annotated[str, Text(max=64, min=0, multiline=False)] = field(default="", kw_only=True)
