"""What readers of exports find in a row: a thread, a comment, a person, a tag, or why it is skipped."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from commkit.importers.records import ExternalFile, ExternalTag, Markup


class RowRejected(Exception):  # not an error of the import: a result of the row
    """A row that is skipped.

    Args:
        reason: The reason, by which skipped rows are counted.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RowsDamaged(Exception):  # not an error of the import: where a file ends
    """A file that cannot be read any further.

    Args:
        reason: What is wrong.
        line: The line, counted from 1.
        column: The column in that line, counted from 0.
    """

    def __init__(self, reason: str, *, line: int = 1, column: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


@frozen
class Author:
    """Who wrote a post.

    Attributes:
        id: Their id at the source, for one who has an account there; None for a guest.
        name: What they are called; empty where the source does not say.
        listed: Whether the export has a row of its own for them, of which they become a member.
    """

    id: str | None = None
    name: str = ""
    listed: bool = False


GUEST = Author(None, "Anonymous")
"""Somebody without an account and a name."""


@frozen
class FoundUpload:
    """A file that a comment shows or links to.

    Attributes:
        key: What the file is called: the same for every address of it.
        path: Where it is in a folder of uploads; empty where only its key says that.
        suffix: The suffix of its name, with the point; empty without one.
        name: What it was called when it was uploaded; empty where the comment does not say.
        reason: Why it is not taken; empty where it may be.
    """

    key: str
    path: str = ""
    suffix: str = ""
    name: str = ""
    reason: str = ""


@frozen(kw_only=True)
class FoundThread:
    """A thread of an export.

    Attributes:
        id: Its id at the source.
        group: Of what it is a part, such as a forum: only within one are two threads of one page the same.
        title: Its title; empty without one.
        url: The address of its page; empty without one.
        identifier: What the host calls the page; empty without it.
        body: What its opening post says; empty where that is only a link to the page.
        markup: The markup of the body.
        author: Who opened it.
        created_at: When; None where the source does not say, then it is as old as its first comment.
        closed: Whether it takes no more comments.
        tags: Its tags.
        has_opener: Whether one of its comments opens it, and not this row.
        implied: Whether the export has no row for it: it is counted nowhere.
        reason: Why it is skipped; empty where it is not.
    """

    id: str
    group: str = ""
    title: str = ""
    url: str = ""
    identifier: str = ""
    body: str = ""
    markup: Markup = "html"
    author: Author = GUEST
    created_at: datetime | None = None
    closed: bool = False
    tags: tuple[str, ...] = ()
    has_opener: bool = False
    implied: bool = False
    reason: str = ""


@frozen(kw_only=True)
class FoundComment:
    """A comment of an export.

    Attributes:
        id: Its id at the source.
        key: What replies call it by; None where that is its id.
        thread: The id of its thread.
        parent: What the comment is called that it replies to; None where it replies to none.
        body: Its text.
        markup: The markup of the text.
        author: Who wrote it.
        created_at: When; None only where it is skipped.
        edited_at: When it was last edited.
        upvotes: How many liked it.
        opens: Whether it opens its thread.
        uploads: The files that it shows or links to, each once.
        reason: Why it is skipped; empty where it is not.
    """

    id: str
    key: str | None = None
    thread: str
    parent: str | None = None
    body: str = ""
    markup: Markup = "html"
    author: Author = GUEST
    created_at: datetime | None = None
    edited_at: datetime | None = None
    upvotes: int = 0
    opens: bool = False
    uploads: tuple[FoundUpload, ...] = ()
    reason: str = ""


@frozen
class FoundMember:
    """A row about a person.

    Attributes:
        table: The table that it is counted in.
        id: Their id at the source.
        name: What they are called; empty where the source does not say.
        joined_at: When they joined; None where the source does not say, then when they first wrote.
    """

    table: str
    id: str
    name: str
    joined_at: datetime | None = None


@frozen
class FoundTag:
    """A row about a tag.

    Attributes:
        table: The table that it is counted in.
        tag: The tag.
    """

    table: str
    tag: ExternalTag


@frozen
class FoundFile:
    """A row about a file of a post, whose bytes the export does not have.

    Attributes:
        table: The table that it is counted in.
        file: The file.
        key: What comments call it, as for `FoundUpload`; empty where they cannot.
        name: What it was called when it was uploaded.
    """

    table: str
    file: ExternalFile
    key: str = ""
    name: str = ""


@frozen
class FoundGroup:
    """What threads of a group have in common, such as those of a category; no row of its own.

    Attributes:
        group: The group.
        tag: A tag of all of its threads; empty for none.
        reason: Why all of its threads are skipped; empty where they are not.
    """

    group: str
    tag: str = ""
    reason: str = ""


@frozen
class SkippedRow:
    """A row that is skipped and that nothing refers to.

    Attributes:
        table: The table that it is counted in.
        reason: Why.
    """

    table: str
    reason: str


@frozen
class LeftOut:
    """Private values that were left out; no row of its own.

    Attributes:
        table: The table of their rows.
        fields: How many, by the names of the fields.
    """

    table: str
    fields: Mapping[str, int] = field(factory=dict)


Found: TypeAlias = (
    FoundThread | FoundComment | FoundMember | FoundTag | FoundFile | FoundGroup | SkippedRow | LeftOut
)
