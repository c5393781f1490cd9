"""A help desk in the demo's own process; a real one is reached by a webhook."""

from commkit import SYSTEM, Kit
from commkit_support import HandoffBundle, HandoffReceipt, RecordHandoffAnswered


class DemoHelpDesk:
    """Accepts every offer at once, and answers by `answer_all`."""

    def __init__(self) -> None:
        self._pending: list[HandoffBundle] = []

    def offer(self, bundle: HandoffBundle, *, delivery_id: str) -> HandoffReceipt:
        """Accept an offer; called by the worker."""
        self._pending.append(bundle)
        return HandoffReceipt(f"https://desk.example/tickets/{str(bundle.handoff)[-6:]}")

    def answer_all(self, kit: Kit) -> int:
        """Answer what was offered; the worker returns the answers to the threads.

        Returns:
            How many were answered.
        """
        waiting, self._pending = self._pending, []
        for bundle in waiting:
            text = f"Our technicians looked at this: “{bundle.title}”. A replacement is on its way to you."
            with kit.session(SYSTEM, bundle.community) as session:
                session.do(RecordHandoffAnswered(handoff=bundle.handoff, text=text))
        return len(waiting)
