"""What is searched, and what is found."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.pages import Cursor


@frozen(kw_only=True)
class SearchEntry:
    """An object in the index.

    Attributes:
        record: The class name of its record, such as `Post`.
        object: Its id.
        kind: Its kind, such as `question`; empty if it has none.
        title: Its title; its words have more weight.
        body: Its text as it is searched: of HTML without the markup.
        tags: Its tags.
        author: The member who created it.
        at: When it was created.
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
    """A fragment of a text, and whether it matches the search. It is plain text: escape it before you show it."""

    text: str
    matched: bool = False


@frozen(kw_only=True)
class SearchHit:
    """An object that was found.

    Attributes:
        record: The class name of its record.
        object: Its id, by which it is read.
        kind: Its kind.
        title: Its title, in fragments.
        snippet: The part of its text around the first match, in fragments.
        tags: Its tags.
        author: The member who created it.
        at: When it was created.
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
    """A page of objects that were found.

    Attributes:
        hits: The objects, in order.
        next: Give it as `after` to get the next page; None at the end.
        terms: The terms of the search as they were parsed; a leading `-` excludes one.
    """

    hits: tuple[SearchHit, ...]
    next: Cursor | None
    terms: tuple[str, ...]


@frozen
class SearchCandidate:
    """An object that another search engine found.

    Attributes:
        record: The class name of the object's record, such as `Post`.
        object: The object's id.
    """

    record: str
    object: UUID
