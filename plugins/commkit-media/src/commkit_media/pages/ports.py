"""The port to the pages of the host."""

from typing import Protocol

from commkit_media.pages.records import FoundPage


class PageDirectory(Protocol):
    """What the host knows of its pages; the host gives one with `Media(directory=...)`.

    Without one every page of the host's sites may get a thread, whose title is the address.
    """

    def find(self, address: str) -> FoundPage | None:
        """The page with this address; None where there is none: then nobody opens its thread.

        It is asked once for each page, in the transaction of the first comment: it answers from what it has at hand.

        Args:
            address: The address or the host's id, written in one way.
        """
        ...
