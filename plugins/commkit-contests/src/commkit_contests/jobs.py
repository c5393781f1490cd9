"""The worker's own messages."""

from commkit_contests.contests.messages import AdvanceContest

__all__ = ["AdvanceContest"]
