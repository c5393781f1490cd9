"""What a help desk sends back, verified."""

from attrs import frozen

from commkit import Command, CommunityId
from commkit_support.handoff.records import Handoff


@frozen
class HelpDeskCallback:
    """A verified callback of a help desk.

    Attributes:
        community: Where to do it: `with kit.session(SYSTEM, callback.community) as s: s.do(callback.command)`.
        command: The command to do; doing it twice changes nothing.
    """

    community: CommunityId
    command: Command[Handoff]
