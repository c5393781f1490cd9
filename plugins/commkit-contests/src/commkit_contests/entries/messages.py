"""Commands and queries of entries."""

from attrs import field, frozen

from commkit import Command, Page, Query, TextCommand
from commkit_contests.contests.records import ContestId
from commkit_contests.entries.records import ContestEntry, ContestEntryId
from commkit_contests.policy import ENTER, LEAVE, MANAGE, READ, Body, Title


@frozen
class SubmitContestEntry(TextCommand[ContestEntry]):
    """Enter a contest. Nobody but who runs it sees it before judging begins.

    Attributes:
        contest: The contest.
        title: What the entry is called.
        body: The entry itself, such as a text or links to pictures.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: The time for entries is over (`contests.entries_over`), one has as many entries as a member may have
            (`contests.too_many_entries`), or the contest has 1,000 (`contests.full`).
    """

    permission = ENTER
    creates = True
    personal = ("title", "body")
    shown = ("title", "body")

    contest: ContestId
    title: Title
    body: Body


@frozen
class AddCalibrationEntry(TextCommand[ContestEntry]):
    """Add an entry that every judge marks before all others, so that they can be compared. It takes no place.

    Attributes:
        contest: The contest.
        title: What the entry is called.
        body: The entry itself.

    Raises:
        NotFound: There is no such contest for this actor.
        Conflict: The time for entries is over (`contests.entries_over`), or the contest has 1,000 (`contests.full`).
    """

    permission = MANAGE
    creates = True
    personal = ("title", "body")
    shown = ("title", "body")

    contest: ContestId
    title: Title
    body: Body


@frozen
class WithdrawContestEntry(Command[None]):
    """Take an entry of one's own back, before judging begins; it is deleted.

    Raises:
        NotFound: There is no such entry for this actor.
        Denied: It is somebody else's.
        Conflict: The time for entries is over (`contests.entries_over`).
    """

    permission = LEAVE

    entry: ContestEntryId


@frozen
class ReadContestEntry(Query[ContestEntry]):
    """Read one entry.

    Raises:
        NotFound: There is no such entry for this actor.
    """

    permission = READ

    entry: ContestEntryId


@frozen
class ListContestEntries(Query[Page[ContestEntry]]):
    """List the entries of a contest that one sees, those for calibration among them, in no order that tells anything.

    One's own are seen always; judges see all others but those of a conflict of interest, from when judging begins; who
    runs the contest and does not judge it sees all; everybody does once the result is published.

    Attributes:
        contest: The contest.
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.

    Raises:
        NotFound: There is no such contest for this actor.
    """

    permission = READ
    personal = ()

    contest: ContestId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
