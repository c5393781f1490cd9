"""Events as a page shows them."""

from collections.abc import Mapping

from attrs import frozen

from commkit.events.occurrences.records import Occurrence
from commkit.events.records import Event
from commkit.fields import FieldValue
from commkit.members import Author
from commkit.spaces import SpaceView


@frozen
class EventView:
    """An occurrence of an event as lists show it.

    Attributes:
        occurrence: The occurrence, with the reader's own answer and place on the waitlist.
        event: Its event.
        hosts: Who hosts it, then the co-hosts; empty where the community itself does.
        excerpt: The beginning of its description on one line; of the source where the query says `rendered=False`.
        space: The space that it stands in; None for none, and for one that the reader does not see.
        seats_left: Seats that are free; None for no limit.
        fields: The values of the fields that its type or the host declared, by name.
        may: The outside names of the commands that the reader may send about the occurrence, or the event, now.
    """

    occurrence: Occurrence
    event: Event
    hosts: tuple[Author, ...]
    excerpt: str
    space: SpaceView | None
    seats_left: int | None
    fields: Mapping[str, FieldValue]
    may: frozenset[str]
