"""Handlers of queries of findings."""

from uuid import UUID

from commkit.feedback.feature import feedback
from commkit.feedback.findings import statements as sql
from commkit.feedback.findings.messages import ListFindings, ReadFinding
from commkit.feedback.findings.records import Finding
from commkit.feedback.panels.records import Panel
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LAST_ID, Page, keyset, page_size

_BY_ID = keyset(UUID, of="feedback.findings")


@feedback.handles(ReadFinding)
def read_finding(context: Context, query: ReadFinding) -> Finding:
    """Load the finding."""
    return context.get(Finding, query.finding)


@feedback.handles(ListFindings)
def list_findings(context: Context, query: ListFindings) -> Page[Finding]:
    """List the findings in a panel visible to the actor, by id."""
    panel = context.get(Panel, query.panel)
    limit = page_size(query.limit)
    (after,) = _BY_ID.within(panel.id).decode(query.after, default=(LAST_ID,))
    rows = context.rows(
        sql.FINDING_PAGE,
        panel=panel.id,
        after=after,
        size=limit + 1,
    )
    return _BY_ID.within(panel.id).page(rows, limit, lambda finding: (finding.id,))
