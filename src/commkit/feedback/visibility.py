"""Who sees suggestions, surveys and panels, and what belongs to these, besides what other features hide."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal_column, not_, or_, select

from commkit.feedback.feature import feedback
from commkit.feedback.findings.records import Finding
from commkit.feedback.incentives.records import Incentive
from commkit.feedback.panels.records import Panel
from commkit.feedback.panels.tables import panelist
from commkit.feedback.suggestions.records import Suggestion
from commkit.feedback.surveys.records import Survey
from commkit.feedback.tasks.records import PanelTask
from commkit.feedback.tasks.tables import assignment
from commkit.runtime.storage.readers import Reader
from commkit.spaces import outside_audience

for _record in (Suggestion, Survey, Panel):
    feedback.hides(_record)(outside_audience)

# --- suggestions -----------------------------------------------------------------------------------------------------


@feedback.hides(Suggestion)
def withdrawn(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Withdrawn suggestions are for those who may read them."""
    return and_(row.c.removed_at.is_not(None), not_(reader.may("feedback.see_removed")))


# --- surveys ---------------------------------------------------------------------------------------------------------


@feedback.hides(Survey)
def not_asked(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A survey is for those whom it asks, from its opening on, and for those who manage surveys."""
    return not_(
        or_(
            reader.may("feedback.manage_surveys"),
            and_(row.c.opens_at <= reader.now, asks(row, reader)),
        )
    )


def asks(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Whether a survey asks members like the reader."""
    return and_(
        or_(row.c.role.is_(None), row.c.role == reader.role),
        row.c.min_trust <= reader.trust,
        or_(row.c.staff.is_(None), row.c.staff == reader.staff),
    )


# --- panels ----------------------------------------------------------------------------------------------------------


@feedback.hides(Panel)
def closed_to_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A closed panel is for those who applied to it, and for those who manage panels."""
    applied = _exists(panelist, panelist.c.panel == row.c.id, row, reader)
    return not_(or_(reader.may("feedback.manage_panels"), row.c.closed_at.is_(None), applied))


@feedback.hides(PanelTask)
def assigned_to_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A task is for those to whom it is assigned, and for those who manage panels."""
    assigned = _exists(assignment, assignment.c.task == row.c.id, row, reader)
    return not_(or_(reader.may("feedback.manage_panels"), assigned))


@feedback.hides(Finding)
@feedback.hides(Incentive)
def of_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """What a panelist found, and was promised, is theirs, and for those who manage panels."""
    return not_(or_(reader.may("feedback.manage_panels"), row.c.member == reader.member))


def _exists(
    people: FromClause, of_row: ColumnElement[bool], row: FromClause, reader: Reader
) -> ColumnElement[Any]:
    """Whether the reader is among the people of a row."""
    return exists(
        select(literal_column("1"))
        .select_from(people)
        .where(people.c.community_id == row.c.community_id, of_row, people.c.member == reader.member)
        .correlate_except(people)
    )
