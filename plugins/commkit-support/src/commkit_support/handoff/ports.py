"""The port to a help desk, and the errors that its implementations raise."""

from typing import Protocol

from commkit import CommkitError
from commkit_support.handoff.records import HandoffBundle, HandoffReceipt


class HelpDesk(Protocol):
    """The port to a help desk, where people answer; the host gives one with `Support(help_desk=...)`."""

    def offer(self, bundle: HandoffBundle, *, delivery_id: str) -> HandoffReceipt:
        """Offer a question. The worker calls it outside any transaction, until the offer is accepted.

        Args:
            bundle: The question and its replies.
            delivery_id: An id that is the same at every attempt, by which the desk recognises a repeat.

        Returns:
            The receipt of an accepted offer.

        Raises:
            HelpDeskRefused: The desk will never accept it; the handoff fails.
            HelpDeskUnreachable: The attempt failed; the worker tries again. Any other exception means the same.
        """
        ...


class HelpDeskRefused(CommkitError):
    """The help desk will never accept this offer."""


class HelpDeskUnreachable(CommkitError):
    """The help desk could not be reached or did not accept the offer at this attempt."""
