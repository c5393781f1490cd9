"""The query of the numbers of an issue."""

from attrs import frozen

from commkit import Query
from commkit_media.newsletters.issues.records import IssueId
from commkit_media.newsletters.sending.records import IssueNumbers


@frozen
class ReadIssueNumbers(Query[IssueNumbers]):
    """Read what became of an issue: counts without persons, and of how many.

    Raises:
        NotFound: There is no such issue for this actor.
    """

    permission = "media.edit_newsletters"

    issue: IssueId
