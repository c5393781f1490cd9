"""How the numbers of an issue are read."""

from commkit import Context
from commkit_media.newsletters.feature import newsletter_feature
from commkit_media.newsletters.issues.records import NewsletterIssue
from commkit_media.newsletters.sending import statements as sql
from commkit_media.newsletters.sending.messages import ReadIssueNumbers
from commkit_media.newsletters.sending.records import IssueMailState, IssueNumbers


@newsletter_feature.handles(ReadIssueNumbers)
def read_issue_numbers(context: Context, query: ReadIssueNumbers) -> IssueNumbers:
    """One statement beside the issue."""
    issue = context.get(NewsletterIssue, query.issue)
    counts: dict[IssueMailState, int] = dict(context.rows(sql.COUNTS, issue=issue.id))

    def count(*states: IssueMailState) -> int:
        return sum(counts.get(state, 0) for state in states)

    return IssueNumbers(
        n=count(*IssueMailState),
        sent=count(IssueMailState.SENT),
        bounced=count(IssueMailState.BOUNCED),
        failed=count(IssueMailState.FAILED),
        skipped=count(IssueMailState.SKIPPED),
        unknown=count(IssueMailState.UNKNOWN),
        waiting=count(IssueMailState.DUE, IssueMailState.SENDING),
        unsubscribed=issue.unsubscribed,
    )
