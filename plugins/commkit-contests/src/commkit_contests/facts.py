"""What happens to contests."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_contests.contests.records import ContestId, ContestState
from commkit_contests.entries.records import ContestEntryId
from commkit_contests.policy import READ, SEE_ENTRIES


@frozen
class ContestOpened(Fact):
    """A contest was opened; members enter."""

    name = "contests.opened"
    visible_to = READ
    contest: ContestId


@frozen
class ContestStateChanged(Fact):
    """A contest went on: its entries are complete, its marks final, or it was called off or published.

    Attributes:
        contest: The contest.
        before: The state before.
        after: The state now.
    """

    name = "contests.state_changed"
    visible_to = READ
    contest: ContestId
    before: ContestState
    after: ContestState


@frozen
class ContestResultPublished(Fact):
    """The result of a contest was published.

    Attributes:
        contest: The contest.
        winners: Who has the first place; several where it is shared.
    """

    name = "contests.result_published"
    visible_to = READ
    contest: ContestId
    winners: tuple[MemberId, ...]


@frozen
class ContestReopened(Fact):
    """The marks of a contest were opened again; a result that it had does not hold any more."""

    name = "contests.reopened"
    visible_to = READ
    contest: ContestId


@frozen
class ContestJudgeAdded(Fact):
    """A member judges a contest.

    Attributes:
        contest: The contest.
        member: Who.
    """

    name = "contests.judge_added"
    visible_to = READ
    contest: ContestId
    member: MemberId


@frozen
class ContestEntrySubmitted(Fact):
    """A member entered a contest, or its organiser added an entry for calibration."""

    name = "contests.entry_submitted"
    visible_to = SEE_ENTRIES
    contest: ContestId
    entry: ContestEntryId


@frozen
class ContestEntryWithdrawn(Fact):
    """A member took an entry back, which is not there any more."""

    name = "contests.entry_withdrawn"
    visible_to = SEE_ENTRIES
    deleted = ("entry",)
    contest: ContestId
    entry: ContestEntryId


@frozen
class ContestEntryMarked(Fact):
    """A judge marked an entry, or marked it anew."""

    name = "contests.entry_marked"
    visible_to = SEE_ENTRIES
    contest: ContestId
    entry: ContestEntryId


@frozen
class ContestJudgeRecused(Fact):
    """A judge said that they do not mark an entry, as they are too close to it."""

    name = "contests.judge_recused"
    visible_to = SEE_ENTRIES
    contest: ContestId
    entry: ContestEntryId
