"""The import commands. Each imports one batch, in one transaction with the mapping of its ids.

A batch has at most 10,000 rows. It may be sent again, also by another run after a crash: rows that were imported before
are skipped and counted.
"""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from attrs import field, frozen

from commkit.importers.records import (
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

_MANY = Items(max=10_000)


@frozen
class ImportMembers(Command[ImportResult]):
    """Import people of another system as members.

    Attributes:
        source: The name of the source.
        run: The id of this run, which distinguishes duplicates of one run from rows of an earlier one.
        members: The members.
    """

    permission = "importers.import"
    personal = ("members",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    members: Annotated[tuple[ExternalMember, ...], _MANY]


@frozen
class ImportTags(Command[ImportResult]):
    """Import tags, also those without posts.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        tags: The tags.

    Raises:
        Invalid: A tag is malformed.
    """

    permission = "importers.import"
    personal = ()
    max_text = None
    host_only = True

    source: Source
    run: UUID
    tags: Annotated[tuple[ExternalTag, ...], _MANY]


@frozen
class ImportThreads(Command[ImportResult]):
    """Import posts that open threads, as the type's first kind that opens threads and awaits something.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        posts: The opening posts.
        skipped: External ids of posts that are skipped for good, so that reports distinguish them from missing ones.

    Raises:
        Invalid: A tag is malformed.
        Conflict: No kind of the community's type opens a thread.
    """

    permission = "importers.import"
    personal = ("posts",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    posts: Annotated[tuple[ExternalPost, ...], _MANY]
    skipped: Annotated[tuple[ExternalId, ...], _MANY] = ()


@frozen
class ImportReplies(Command[ImportResult]):
    """Import replies to posts that were imported before.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        posts: The replies; each names its parent.
        role: `answer`: the kind that the opening post awaits; `comment`: any other reply, also to answers; `message`:
            a message of a conversation, which may reply to any other, also to one of the same batch before it. It is
            of a kind that the type allows there: below an opening post that awaits something, what that awaits if
            another member wrote it. Below a post that takes no replies it replies to the next post above that does.
        skipped: External ids of posts that are skipped for good.
    """

    permission = "importers.import"
    personal = ("posts",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    posts: Annotated[tuple[ExternalPost, ...], _MANY]
    role: Literal["answer", "comment", "message"] = field(kw_only=True)
    skipped: Annotated[tuple[ExternalId, ...], _MANY] = ()


@frozen
class ImportVotes(Command[ImportResult]):
    """Import votes on posts that were imported before.

    Attributes:
        source: The name of the source.
        run: The id of this run.
        votes: The votes.
    """

    permission = "importers.import"
    personal = ("votes",)
    max_text = None
    host_only = True

    source: Source
    run: UUID
    votes: Annotated[tuple[ExternalVote, ...], _MANY]


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
    posts: Annotated[tuple[ExternalId, ...], _MANY]
