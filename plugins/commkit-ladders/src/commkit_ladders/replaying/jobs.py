"""The host's own command that counts all games of a ladder again."""

from attrs import frozen

from commkit import Command
from commkit_ladders.ladders.records import LadderId


@frozen
class ReplayLadder(Command[None]):
    """Count all games of a ladder again, from the first one: after its rules changed, or to see that nothing differs.

    The host's operator sends it as `SYSTEM`. The worker goes on with what one command does not take.

    Raises:
        NotFound: There is no such ladder.
        Conflict: Its rules are not declared any more.
    """

    permission = "ladders.keep"
    when_archived = True
    host_only = True

    ladder: LadderId
