"""Commands and queries of contests."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, MemberId, Page, Query, TextCommand
from commkit_contests.contests.records import (
    Calibration,
    Contest,
    ContestCriterionDraft,
    ContestId,
    ContestJudge,
    ContestTieRule,
    ContestView,
    JudgeProgress,
)
from commkit_contests.policy import ADVANCE, MANAGE, MAX_CRITERIA, OPEN, READ, Body, Reason, Title

Criteria = Annotated[tuple[ContestCriterionDraft, ...], Items(max=MAX_CRITERIA)]


@frozen
class OpenContest(TextCommand[Contest]):
    """Call for entries. What is declared here stays as it is.

    Attributes:
        title: What the contest is called.
        brief: What is asked for.
        criteria: By what entries are marked, 1 to 10, each with its weight.
        enter_until: Until when members enter, up to 366 days ahead.
        mark_until: Until when judges mark, up to 366 days later.
        blind: Whether judges are not told whose an entry is until the result is published.
        calibration: How marks of judges who are more or less strict are made comparable.
        ties: Who comes first of equals.
        entries_each: How many entries a member may have, 1 to 20.

    Raises:
        Invalid: A criterion, a weight, a time or the number of entries is out of its range.
    """

    permission = OPEN
    creates = True
    shown = ("title", "brief", "criteria")
    personal = ()

    title: Title
    brief: Body
    criteria: Criteria
    enter_until: datetime
    mark_until: datetime
    blind: bool = field(default=True, kw_only=True)
    calibration: Calibration = field(default=Calibration.ADDITIVE, kw_only=True)
    ties: ContestTieRule = field(default=ContestTieRule.SHARED, kw_only=True)
    entries_each: int = field(default=1, kw_only=True)


@frozen
class AddContestJudge(Command[ContestJudge]):
    """Let a member judge a contest, while members enter or judges mark. Again, it changes nothing.

    Raises:
        NotFound: There is no such contest or member for this actor.
        Denied: The member blocks the actor.
        Conflict: Marks are final (`contests.state`), there are 30 judges (`contests.too_many_judges`), or the member
            may run this blind contest (`contests.organiser_judges`).
    """

    permission = MANAGE

    contest: ContestId
    member: MemberId


@frozen
class EndContestEntries(Command[Contest]):
    """Take no more entries, and let judges mark, before the time for entries is over.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: Its time for entries is over (`contests.state`), or nobody judges it (`contests.no_judges`).
    """

    permission = MANAGE

    contest: ContestId


@frozen
class CloseContestMarks(Command[Contest]):
    """Let marks be final before the time for marks is over; judges see each other's from then on.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: Judges do not mark (`contests.state`).
    """

    permission = MANAGE

    contest: ContestId


@frozen
class PublishContestResult(Command[Contest]):
    """Work out what the marks come to, and let everybody see the entries, whose they are, and their places.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: Its marks are not final (`contests.state`).
    """

    permission = MANAGE

    contest: ContestId


@frozen
class ReopenContest(TextCommand[Contest]):
    """Let judges mark again, where marks are final; a result that was published is taken back.

    Attributes:
        contest: The contest.
        mark_until: Until when judges mark, up to 366 days ahead.
        reason: Why, for everybody; it stays on the page of the contest.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: Its marks are not final (`contests.state`).
        Invalid: The time is out of its range.
    """

    permission = MANAGE
    shown = ("reason",)
    personal = ("reason",)

    contest: ContestId
    mark_until: datetime
    reason: Reason


@frozen
class CancelContest(Command[Contest]):
    """Call a contest off, unless its result is published. Entries stay for those who entered them.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: Its result is published, or it was called off (`contests.state`).
    """

    permission = MANAGE

    contest: ContestId


@frozen
class AdvanceContest(Command[bool]):
    """Go on with a contest whose time for entries, or for marks, is over.

    Returns:
        Whether it went on.
    """

    permission = ADVANCE
    when_archived = True

    contest: ContestId


@frozen
class ReadContest(Query[ContestView]):
    """Read a contest with its criteria and judges.

    Raises:
        NotFound: There is no such contest for this actor.
    """

    permission = READ

    contest: ContestId


@frozen
class ListContests(Query[Page[Contest]]):
    """List the contests, the newest first.

    Attributes:
        after: The `next` of the page before.
        limit: Contests on a page, 1 to 100.
    """

    permission = READ
    personal = ()

    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ListJudgeProgress(Query[tuple[JudgeProgress, ...]]):
    """How far each judge of a contest is, for who runs it.

    Raises:
        NotFound: There is no such contest for this actor.
    """

    permission = MANAGE

    contest: ContestId
