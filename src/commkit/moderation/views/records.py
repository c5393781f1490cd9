"""Cases as a page shows them."""

from datetime import datetime

from attrs import frozen

from commkit.members import Author, ObjectView
from commkit.moderation.cases.records import Case, ReportId
from commkit.moderation.decisions.records import ModerationAction


@frozen
class ReportView:
    """An open report as the queue shows it.

    Attributes:
        id: Its id.
        reason: One of the community's reasons.
        note: The reporter's explanation; empty for none.
        at: When it was reported.
        reporter: Who reported; None for the host, and once the account was erased.
        handed_over: The beginning of the text that the reporter handed over, where the object stands for an audience;
            empty otherwise.
    """

    id: ReportId
    reason: str
    note: str
    at: datetime
    reporter: Author | None
    handed_over: str


@frozen
class CaseView:
    """A case as the queue shows it.

    Attributes:
        case: The case.
        object: What it is about; None where the moderator may not see that, and for objects without a title or text.
        owner: The member to whom the object belongs; None for nobody.
        claimed_by: The moderator who works on it; None where nobody does.
        reports: Its open reports, the oldest first; at most five.
        decisions: What a decision can do, which fits the object; empty for who may not decide.
        may: The outside names of the commands that the moderator may send about the case now.
    """

    case: Case
    object: ObjectView | None
    owner: Author | None
    claimed_by: Author | None
    reports: tuple[ReportView, ...]
    decisions: tuple[ModerationAction, ...]
    may: frozenset[str]
