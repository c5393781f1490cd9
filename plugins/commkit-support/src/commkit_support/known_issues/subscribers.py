"""Notifications of all who asked about a known issue."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit.storage import FIRST_ID
from commkit_support.known_issues import statements as sql
from commkit_support.known_issues.facts import KnownIssueUpdated
from commkit_support.known_issues.feature import known_issue_feature
from commkit_support.known_issues.records import KnownIssue

_BATCH_SIZE = 500


@known_issue_feature.subscribes_to(KnownIssueUpdated)
def notify_askers(delivery: Delivery, fact: KnownIssueUpdated) -> None:
    """Notify each asker once, however many questions they asked, 500 at a time."""
    after = FIRST_ID
    with delivery.context(once=True) as context:
        while askers := tuple(
            asker for asker, _ in context.rows(sql.ASKERS, issue=fact.issue, after=after, size=_BATCH_SIZE)
        ):
            context.do(
                NotifyMembers(
                    kind=fact.name, to=askers, record=KnownIssue.__name__, object=fact.issue, by=fact.actor
                )
            )
            after = askers[-1]
