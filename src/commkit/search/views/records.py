"""What was found, as a page shows it."""

from uuid import UUID

from attrs import frozen

from commkit.members import Author
from commkit.runtime.storage.pages import Cursor
from commkit.search.records import SearchHit


@frozen
class HitView:
    """An object that was found, as a page shows it.

    Attributes:
        hit: The object, with the matches in its title and its text.
        title: Its title; of a reply the title of its thread. Empty where it has none.
        part_of: The id of the object that a page opens for it: of a reply its thread.
        author: Who made it; None for nobody.
        may: The outside names of the commands that the reader may send about it now, as the views of its class offer
            them; empty for objects whose feature lists none.
    """

    hit: SearchHit
    title: str
    part_of: UUID
    author: Author | None
    may: frozenset[str]


@frozen
class HitPage:
    """A page of objects that were found.

    Attributes:
        items: The objects, in order.
        next: Give it as `after` to get the next page; None at the end.
        terms: The terms of the search as they were parsed; a leading `-` excludes one.
    """

    items: tuple[HitView, ...]
    next: Cursor | None
    terms: tuple[str, ...]
