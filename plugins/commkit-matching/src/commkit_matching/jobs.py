"""The worker's own messages."""

from commkit_matching.matches.settling.jobs import CloseDueMatch, EndDueMatch
from commkit_matching.rounds.jobs import RunDueRound

__all__ = ["CloseDueMatch", "EndDueMatch", "RunDueRound"]
