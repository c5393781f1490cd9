"""The wiki of a tag as its readers see it."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.runtime.model.ids import MemberId


class TagWikiPart(StrEnum):
    """A part of the wiki of a tag; each has versions of its own."""

    EXCERPT = "excerpt"
    """One or two sentences: when the tag is to be used."""
    BODY = "body"
    """What there is to know about what the tag names."""


@frozen
class TagWikiVersion:
    """What a part of a tag's wiki says, or said before an edit.

    Attributes:
        tag: The tag.
        part: The part.
        version: 1 at first; increased by every edit.
        text: The text in its source form.
        markup: The markup of the text: `markdown` or `html`.
        author: The member who wrote this version; None after they were erased, and where they have no membership.
        author_name: The author's name as others see it.
        at: When it was written.
        reason: The author's reason.
    """

    tag: str
    part: TagWikiPart
    version: int
    text: str
    markup: str
    author: MemberId | None
    author_name: str
    at: datetime
    reason: str


@frozen
class TagWiki:
    """What a tag is for.

    Attributes:
        tag: The tag; of a synonym, the tag that it stands for.
        excerpt: The present excerpt; None where nobody wrote one.
        body: The present text; None where nobody wrote one.
    """

    tag: str
    excerpt: TagWikiVersion | None
    body: TagWikiVersion | None
