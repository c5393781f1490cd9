"""The fact of a changed watch."""

from attrs import frozen

from commkit.notifications.watching.records import WatchLevel, WatchScope
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Fact


@frozen(kw_only=True)
class WatchChanged(Fact):
    """A member set how closely they watch something.

    Attributes:
        member: The member.
        scope: A thread, a tag or the community.
        target: The thread's id or the tag; empty for the community.
        level: The level.
    """

    name = "notifications.watch_changed"
    visible_to = None
    inward = ("actor", "member", "target")

    member: MemberId
    scope: WatchScope
    target: str
    level: WatchLevel
