"""How pages of the queue are made: the cases, what they are about class by class, and their first reports."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from commkit.members import Author, Authors, author_in, authors_of, object_views
from commkit.moderation.cases.messages import ListCases
from commkit.moderation.cases.records import Case, Report
from commkit.moderation.feature import moderation
from commkit.moderation.views import statements as sql
from commkit.moderation.views.messages import ViewCases
from commkit.moderation.views.offers import fitting_decisions
from commkit.moderation.views.records import CaseView, ReportView
from commkit.rendering import EXCERPT_LENGTH
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.descriptions import ObjectKey
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.texts import shorten


@moderation.handles(ViewCases)
def view_cases(context: Context, query: ViewCases) -> Page[CaseView]:
    """The page of the list, and what is beside it."""
    page = context.ask(derive(ListCases, query))
    cases = page.items
    reports = _first_reports(context, cases)
    authors = authors_of(context, _people(cases, reports))
    keys = [(case.record, case.object) for case in cases]
    objects = object_views(context, keys, authors=authors, rendered=query.rendered)
    offered = offered_commands(context, Case, cases)
    decides = context.can("moderation.decide")
    items = (
        CaseView(
            case=case,
            object=objects.get((case.record, case.object)),
            owner=_author(authors, case.owner),
            claimed_by=_author(authors, case.claimed_by),
            reports=tuple(
                _report_view(authors, report) for report in reports.get((case.record, case.object), ())
            ),
            decisions=fitting_decisions(case) if decides else (),
            may=may,
        )
        for case, may in zip(cases, offered, strict=True)
    )
    return Page(tuple(items), page.next)


def _first_reports(context: Context, cases: Sequence[Case]) -> Mapping[ObjectKey, Sequence[Report]]:
    """The oldest open reports of each case."""
    found: dict[ObjectKey, list[Report]] = defaultdict(list)
    if cases:
        for report in context.rows(sql.FIRST_REPORTS, objects=sorted({case.object for case in cases})):
            found[report.record, report.object].append(report)
    return found


def _people(cases: Sequence[Case], reports: Mapping[ObjectKey, Sequence[Report]]) -> set[MemberId | None]:
    """Everybody whom the page names."""
    named: set[MemberId | None] = {report.reporter for known in reports.values() for report in known}
    return named.union(*({case.owner, case.claimed_by} for case in cases))


def _author(authors: Authors, member: MemberId | None) -> Author | None:
    return author_in(authors, member) if member is not None else None


def _report_view(authors: Authors, report: Report) -> ReportView:
    return ReportView(
        id=report.id,
        reason=report.reason,
        note=report.note,
        at=report.at,
        reporter=_author(authors, report.reporter),
        handed_over=shorten(report.handed_over, EXCERPT_LENGTH),
    )
