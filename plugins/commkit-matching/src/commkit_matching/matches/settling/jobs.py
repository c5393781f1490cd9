"""The worker's commands of matches."""

from attrs import frozen

from commkit import Command
from commkit_matching.matches.records import MatchId


@frozen
class CloseDueMatch(Command[bool]):
    """Close a proposal whose time is over, or make the match of those who accepted; sent as `SYSTEM`.

    Returns:
        Whether it was due.
    """

    permission = "matching.keep"
    when_archived = True

    match: MatchId


@frozen
class EndDueMatch(Command[bool]):
    """End a match whose time is over; sent as `SYSTEM`.

    Returns:
        Whether it was running.
    """

    permission = "matching.keep"
    when_archived = True

    match: MatchId
