"""The statement of views of cases."""

from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from commkit.moderation.cases.records import Report
from commkit.moderation.cases.statements import REPORT_COLUMNS, here
from commkit.moderation.tables import report
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import visible_statement
from commkit.runtime.storage.visibility import Visible

REPORTS_SHOWN = 5
"""Open reports of a case that the queue shows, at most."""


def _first_reports(visible: Visible) -> Any:
    place = (
        func.row_number()
        .over(partition_by=(report.c.record, report.c.object), order_by=report.c.id)
        .label("place")
    )
    numbered = (
        select(*REPORT_COLUMNS, place)
        .where(
            here(report),
            report.c.object.in_(bindparam("objects", expanding=True, type_=Id)),
            report.c.closed_at.is_(None),
            visible(Report, report),
        )
        .subquery("numbered")
    )
    return (
        select(*(numbered.c[column.name] for column in REPORT_COLUMNS))
        .where(numbered.c.place <= literal_column(str(REPORTS_SHOWN)))
        .order_by(numbered.c.id)
    )


OWN_OPEN_REPORTS = visible_statement(
    lambda visible: select(report.c.object).where(
        here(report),
        report.c.reporter == bindparam("me", type_=Id),
        report.c.record == bindparam("record"),
        report.c.object.in_(bindparam("objects", expanding=True, type_=Id)),
        report.c.closed_at.is_(None),
        visible(Report, report),
    )
)
"""Those of some objects of a class that `me` has reported, whose reports are open."""

FIRST_REPORTS = visible_statement(_first_reports, into=Report)
"""The oldest open reports about some objects, so many of each."""
