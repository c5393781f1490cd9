"""The facts of charters."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.messages import Fact


@frozen
class RulesUpdated(Fact):
    """The rules were changed.

    Attributes:
        version: The version of the rules after the change.
    """

    name = "communities.rules_updated"
    visible_to = "communities.read_charter"
    version: int


@frozen
class ClosingAnnounced(Fact):
    """A day was announced on which the community closes.

    Attributes:
        closes_at: When it will be archived.
    """

    name = "communities.closing_announced"
    visible_to = "communities.read_charter"
    closes_at: datetime


@frozen
class ClosingCancelled(Fact):
    """The announced closing was cancelled."""

    name = "communities.closing_cancelled"
    visible_to = "communities.read_charter"


@frozen
class CommunityClosed(Fact):
    """The announced day has come, and the community is archived."""

    name = "communities.closed"
    visible_to = "communities.read_charter"
