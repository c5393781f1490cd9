"""A help desk that lives in the demo's own process; a real one stands behind a webhook."""

from typing import Any

from attrs import frozen

from commkit.adapters.cli.demo.support_actions import message_class
from commkit.kit import Kit
from commkit.runtime.sessions.composition import SYSTEM


@frozen
class DemoReceipt:
    """What the desk says when it takes an offer.

    Attributes:
        ticket: The address of its ticket.
    """

    ticket: str


class DemoHelpDesk:
    """Takes every offer at once, and answers when told to."""

    def __init__(self) -> None:
        self._pending: list[Any] = []

    def offer(self, bundle: Any, *, delivery: str) -> DemoReceipt:
        """Take an offer; called by the worker."""
        self._pending.append(bundle)
        return DemoReceipt(f"https://desk.example/tickets/{str(bundle.handoff)[-6:]}")

    def answer_all(self, kit: Kit) -> int:
        """Answer what waits; the worker brings it back into the threads.

        Returns:
            How many were answered.
        """
        record = message_class(kit, "support.record_handoff_answered")
        waiting, self._pending = self._pending, []
        for bundle in waiting:
            text = f"Our technicians looked at this: “{bundle.title}”. A replacement is on its way to you."
            with kit.session(SYSTEM, bundle.community) as session:
                session.do(record(handoff=bundle.handoff, text=text))
        return len(waiting)
