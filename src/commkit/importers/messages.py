"""What can be asked of importers. Each command takes one batch, in one transaction with the note of what it took.

A batch may be sent again, also by another run after a crash: what was taken before is left alone and counted.
"""

from collections.abc import Mapping
from typing import Literal
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


@frozen
class ImportMembers(Command[ImportResult]):
    """Make people of another system members here.

    Attributes:
        source: Where they come from.
        run: The import, to tell a row that comes twice from one that an earlier import took.
        members: Who.
    """

    permission = "importers.import"
    personal = ("members",)

    source: Source
    run: UUID
    members: tuple[ExternalMember, ...]


@frozen
class ImportTags(Command[ImportResult]):
    """Make tags known, also those that no post bears.

    Attributes:
        source: Where they come from.
        run: The import.
        tags: Which.

    Raises:
        Invalid: A tag is malformed.
    """

    permission = "importers.import"
    personal = ()

    source: Source
    run: UUID
    tags: tuple[ExternalTag, ...]


@frozen
class ImportThreads(Command[ImportResult]):
    """Open threads with posts of another system; they become the type's first kind that opens and awaits something.

    Attributes:
        source: Where they come from.
        run: The import.
        posts: The opening posts.
        left_out: Ids of posts that were left out for good, so that what refers to them is told from what never was.

    Raises:
        Invalid: A tag is malformed.
        Conflict: No kind of the community's type opens a thread.
    """

    permission = "importers.import"
    personal = ("posts",)

    source: Source
    run: UUID
    posts: tuple[ExternalPost, ...]
    left_out: tuple[ExternalId, ...] = ()


@frozen
class ImportReplies(Command[ImportResult]):
    """Put replies of another system under posts that are here.

    Attributes:
        source: Where they come from.
        run: The import.
        posts: The replies; each names its parent.
        role: `answer`: what the opening post awaits; `comment`: any other reply, also below answers.
        left_out: Ids of posts that were left out for good.
    """

    permission = "importers.import"
    personal = ("posts",)

    source: Source
    run: UUID
    posts: tuple[ExternalPost, ...]
    role: Literal["answer", "comment"] = field(kw_only=True)
    left_out: tuple[ExternalId, ...] = ()


@frozen
class ImportVotes(Command[ImportResult]):
    """Count judgements on posts that are here.

    Attributes:
        source: Where they come from.
        run: The import.
        votes: Which.
    """

    permission = "importers.import"
    personal = ("votes",)

    source: Source
    run: UUID
    votes: tuple[ExternalVote, ...]


@frozen
class ListMissingPosts(Query[Mapping[str, str]]):
    """Those of some posts of another system to which nothing can be put here, each with the reason.

    Attributes:
        source: Where they come from.
        posts: Their ids there.
    """

    permission = "importers.import"
    personal = ()

    source: Source
    posts: tuple[ExternalId, ...]
