"""The ports to the business system, the errors of their implementations, and the cards that were permitted before."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Protocol

from commkit import CommkitError
from commkit_internal.business_objects.records import (
    LinkNotice,
    ObjectCard,
    ObjectEvent,
    ObjectReader,
    ObjectReference,
)


class BusinessSystem(Protocol):
    """The port to the business system; the host gives one with `Internal(business_system=...)`.

    `read` is asked by queries of read-only sessions and by the worker, never in a transaction that writes. It answers
    soon or raises: somebody waits for the page. The worker calls `tell` outside any transaction, and again after a
    pause where it raises anything but `BusinessSystemRefused`.
    """

    def read(self, objects: Sequence[ObjectReference], reader: ObjectReader) -> Iterable[ObjectCard]:
        """The cards of those objects that this reader may see now; the others are left out, whatever the reason.

        Args:
            objects: Up to 100, each once.
            reader: For whom; nobody else is shown the answer.

        Raises:
            BusinessSystemRefused: It answers that it shows nothing of this; no card from before is shown either.
            BusinessSystemUnreachable: It does not answer.
        """
        ...

    def tell(self, notice: LinkNotice, *, request: str) -> None:
        """Take notice of a link; a system that has no place for it does nothing.

        Args:
            notice: What was linked, or is not any more.
            request: An id that is the same at every attempt, by which the system recognises a repeat.

        Raises:
            BusinessSystemRefused: It will never take this; it is not told again.
            BusinessSystemUnreachable: The attempt failed.
        """
        ...


class BusinessEvents(Protocol):
    """Who reads the signed events of a business system; the host gives one with `Internal(business_events=...)`."""

    def receive(self, headers: Mapping[str, str], body: bytes) -> ObjectEvent:
        """Verify and read an event; it calls nobody.

        Args:
            headers: `webhook-id`, `webhook-timestamp` and `webhook-signature`.
            body: The body, byte for byte.

        Raises:
            Denied: The signature is missing or wrong, or the event is too old.
            Invalid: It is signed, but is no event.
        """
        ...


class BusinessSystemRefused(CommkitError):
    """The business system will never do this."""


class BusinessSystemUnreachable(CommkitError):
    """The business system did not answer, or gave no usable answer."""


class CardCache:
    """What the business system answered each reader last, in the memory of this process; safe to share by threads.

    A card is given only to the reader to whom it was shown. Nothing of it is in the database, and the plugin has one.

    Args:
        size: How many answers are kept; those that were used least lately go first.
    """

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._answers: OrderedDict[
            tuple[ObjectReader, ObjectReference], tuple[datetime, ObjectCard | None]
        ] = OrderedDict()
        self._lock = Lock()

    def put(
        self, reader: ObjectReader, object: ObjectReference, card: ObjectCard | None, at: datetime
    ) -> None:
        """Keep an answer, unless a later one is known.

        Args:
            reader: Whom it was for.
            object: The object.
            card: The card; None where they may not see it.
            at: When the business system was asked.
        """
        with self._lock:
            known = self._answers.get((reader, object))
            if known is not None and (known[0] > at or (known[0] == at and known[1] is None)):
                return
            self._answers[reader, object] = (at, card)
            self._answers.move_to_end((reader, object))
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)

    def find(self, reader: ObjectReader, object: ObjectReference, *, since: datetime) -> ObjectCard | None:
        """The card that this reader was shown last; None where they were shown none later than `since`.

        Args:
            reader: For whom.
            object: The object.
            since: What is not later does not count.
        """
        with self._lock:
            at, card = self._answers.get((reader, object), (since, None))
            if at <= since:
                self._answers.pop((reader, object), None)
                return None
            return card
