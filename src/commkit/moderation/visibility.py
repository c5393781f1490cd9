"""Who sees cases, reports and decisions, besides what other features hide.

Nobody sees a case about themselves, nor an agent one about its person, nor a person one about their agent.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal_column, not_, or_

from commkit.members import is_same_principal
from commkit.moderation.cases.records import Case, Report
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.feature import moderation
from commkit.moderation.tables import case
from commkit.runtime.storage.readers import Reader


@moderation.hides(Case)
def not_handled(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Cases are for moderators whom they are not about."""
    return not_(and_(reader.may("moderation.handle"), _is_of_others(row, row.c.owner, reader)))


@moderation.hides(Report)
def reported_by_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A report is for its reporter, and for moderators whom it is not about."""
    about_reader = (
        exists(literal_column("1"))
        .select_from(case)
        .where(
            case.c.community_id == row.c.community_id,
            case.c.record == row.c.record,
            case.c.object == row.c.object,
            is_same_principal(case.c.community_id, case.c.owner, reader.member),
        )
        .correlate_except(case)
    )
    is_reporter = and_(row.c.reporter.is_not(None), row.c.reporter == reader.member)
    return not_(or_(is_reporter, and_(reader.may("moderation.handle"), not_(about_reader))))


@moderation.hides(Decision)
def decided_about_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A decision is for moderators, and for the member whom it concerns, who learns of no case that was dismissed."""
    is_told = row.c.action != ModerationAction.DISMISS
    return not_(or_(is_moderator(row, reader), and_(is_concerned(row, reader.member), is_told)))


def is_moderator(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Whether the reader is a moderator whom a decision does not concern."""
    return and_(reader.may("moderation.handle"), _is_of_others(row, row.c.member, reader))


def is_concerned(row: FromClause, member: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a decision concerns a member."""
    return and_(row.c.member.is_not(None), row.c.member == member)


def _is_of_others(row: FromClause, owner: ColumnElement[Any], reader: Reader) -> ColumnElement[bool]:
    return or_(owner.is_(None), not_(is_same_principal(row.c.community_id, owner, reader.member)))
