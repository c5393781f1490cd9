"""What is searched, and what is found."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.pages import Cursor


@frozen(kw_only=True)
class SearchEntry:
    """An object as it stands in the index.

    Attributes:
        record: The class name of its record, such as `Post`.
        object: Its id.
        kind: What kind of it, such as `question`; empty where there are none.
        title: Its title; a word there counts more.
        body: Its text, as written.
        tags: Its tags.
        author: Who made it.
        at: When it was made.
    """

    record: str
    object: UUID
    kind: str
    title: str
    body: str
    tags: tuple[str, ...]
    author: MemberId | None
    at: datetime


@frozen
class TextFragment:
    """A fragment of a text, and whether it is what was searched for. It is plain text: escape it before you show it."""

    text: str
    matched: bool = False


@frozen(kw_only=True)
class SearchHit:
    """Something that was found.

    Attributes:
        record: The class name of its record.
        object: Its id; get the object by it.
        kind: What kind of it.
        title: Its title, in pieces.
        snippet: The part of its text around what was searched for, in pieces.
        tags: Its tags.
        author: Who made it.
        at: When it was made.
    """

    record: str
    object: UUID
    kind: str
    title: tuple[TextFragment, ...]
    snippet: tuple[TextFragment, ...]
    tags: tuple[str, ...]
    author: MemberId | None
    at: datetime


@frozen(kw_only=True)
class SearchResults:
    """A page of what was found.

    Attributes:
        hits: In order.
        next: Give it as `after` for more; None at the end.
        terms: What was searched for, as it was understood; a leading `-` excludes.
    """

    hits: tuple[SearchHit, ...]
    next: Cursor | None
    terms: tuple[str, ...]


@frozen
class SearchCandidate:
    """What another search engine found.

    Attributes:
        record: The class name of the object's record, such as `Post`.
        object: The object's id.
    """

    record: str
    object: UUID
