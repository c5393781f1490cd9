"""The statements of cases, reports and detections. Visibility is part of each that shows cases or reports."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    false,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy import (
    case as when,
)

from commkit.members import MembershipStatus, is_same_principal, membership
from commkit.moderation.cases.records import Case, Detection, Report
from commkit.moderation.tables import case, detection, report
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert, visible_statement

ME = bindparam("me", type_=Id)
"""The acting member; NULL for visitors and the system."""
NOW = bindparam("now", type_=UtcDateTime)
"""The moment of the command or query."""


def here(table: Table) -> ColumnElement[bool]:
    """Rows of the session's community."""
    return table.c.community_id == bindparam("community_id")


def about_object(table: Table) -> ColumnElement[bool]:
    """Rows about one object."""
    return and_(
        here(table),
        table.c.record == bindparam("of_record"),
        table.c.object == bindparam("of_object", type_=Id),
    )


# --- cases -----------------------------------------------------------------------------------------------------------

CASE_COLUMNS: tuple[Any, ...] = (
    case.c.id,
    case.c.record,
    case.c.object,
    case.c.owner,
    0 - case.c.rank,
    case.c.reports,
    case.c.detections,
    case.c.appeals,
    case.c.held,
    case.c.opened_at,
    case.c.closed_at,
    case.c.claimed_by,
    case.c.claimed_until,
)
"""The columns of a `Case`, in its order."""
_THIS_CASE = and_(here(case), case.c.id == bindparam("id", type_=Id))
_IS_OPEN = case.c.closed_at.is_(None)
_IS_FREE = or_(case.c.claimed_by.is_(None), case.c.claimed_until <= NOW)
_MINE_OR_FREE = or_(_IS_FREE, case.c.claimed_by == ME)

_case_new = upsert(case)
_WAS_CLOSED = case.c.closed_at.is_not(None)
OPEN = statement(
    lambda: _case_new.on_conflict_do_update(
        index_elements=["community_id", "record", "object"],
        set_={
            "reports": case.c.reports + _case_new.excluded.reports,
            "detections": case.c.detections + _case_new.excluded.detections,
            "appeals": case.c.appeals + _case_new.excluded.appeals,
            "rank": when((_WAS_CLOSED, _case_new.excluded.rank), else_=case.c.rank + _case_new.excluded.rank),
            "held": or_(case.c.held, _case_new.excluded.held),
            "opened_at": when((_WAS_CLOSED, _case_new.excluded.opened_at), else_=case.c.opened_at),
            "closed_at": null(),
        },
    ).returning(case.c.id)
)
"""Opens the case of an object, or adds to it: each object has one row."""
CASE = visible_statement(
    lambda visible: select(*CASE_COLUMNS).where(_THIS_CASE, visible(Case, case)), into=Case
)
QUEUE = visible_statement(
    lambda visible: (
        select(*CASE_COLUMNS)
        .where(
            here(case),
            _IS_OPEN,
            visible(Case, case),
            tuple_(case.c.rank, case.c.id) > tuple_(bindparam("after_rank"), bindparam("after", type_=Id)),
            or_(
                bindparam("every_case"),
                and_(bindparam("only_unclaimed"), _IS_FREE),
                and_(bindparam("only_mine"), case.c.claimed_by == visible.reader.member),
            ),
        )
        .order_by(case.c.rank, case.c.id)
        .limit(bindparam("size"))
    ),
    into=Case,
)
CLAIM = statement(
    lambda: (
        update(case)
        .values(claimed_by=bindparam("by", type_=Id), claimed_until=bindparam("until"))
        .where(_THIS_CASE, _IS_OPEN, _MINE_OR_FREE)
    )
)
"""Changes nothing where another moderator has a claim that has not expired."""
ASSIGN = statement(
    lambda: (
        update(case)
        .values(claimed_by=bindparam("to", type_=Id), claimed_until=bindparam("until"))
        .where(_THIS_CASE, _IS_OPEN, case.c.claimed_by.is_not_distinct_from(bindparam("expected", type_=Id)))
    )
)
RELEASE = statement(
    lambda: (
        update(case).values(claimed_by=None, claimed_until=None).where(_THIS_CASE, case.c.claimed_by == ME)
    )
)
CLOSE = statement(
    lambda: (
        update(case)
        .values(
            reports=0,
            detections=0,
            held=False,
            claimed_by=None,
            claimed_until=None,
            closed_at=when((case.c.appeals == 0, NOW), else_=null()),
        )
        .where(
            _THIS_CASE,
            _MINE_OR_FREE,
            or_(case.c.reports > 0, case.c.detections > 0),
            case.c.held == bindparam("expected_held"),
        )
    )
)
"""Closes everything in a case except its appeals; of simultaneous decisions one does."""
CLOSE_APPEAL = statement(
    lambda: (
        update(case)
        .values(
            appeals=case.c.appeals - 1,
            closed_at=when(
                (and_(case.c.appeals == 1, case.c.reports == 0, case.c.detections == 0), NOW), else_=null()
            ),
        )
        .where(about_object(case))
    )
)
CLAIM_ON_OBJECT = statement(
    lambda: select(case.c.claimed_by).where(about_object(case), _IS_OPEN, case.c.claimed_until > NOW)
)
ADD_DETECTION = statement(lambda: insert(detection))
DETECTIONS = statement(
    lambda: (
        select(detection.c.check, detection.c.evidence, detection.c.at)
        .where(here(detection), detection.c.case == bindparam("case"))
        .order_by(detection.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Detection,
)
OPEN_SINCE = visible_statement(
    lambda visible: select(
        case.c.opened_at, when((_IS_FREE, literal(None, type_=Id)), else_=case.c.claimed_by)
    ).where(here(case), _IS_OPEN, visible(Case, case))
)
"""When each open case that the reader may see was opened, and who has claimed it: a number tells of a case, too."""
ROLE_OF = statement(
    lambda: select(
        membership.c.role,
        func.coalesce(
            is_same_principal(membership.c.community_id, membership.c.id, bindparam("owner", type_=Id)),
            false(),
        ),
    ).where(
        here(membership),
        membership.c.id == bindparam("member"),
        membership.c.status == MembershipStatus.ACTIVE,
    )
)
"""The role of an active member, and whether they are who owns something, or act for them, or the other way round."""

# --- reports ---------------------------------------------------------------------------------------------------------

REPORT_COLUMNS = tuple(
    column for column in report.c if column.name not in ("community_id", "decision", "owner")
)
"""The columns of a `Report`, in its order."""
ADD_REPORT = statement(lambda: insert_if_absent(report))
REPORT = visible_statement(
    lambda visible: select(*REPORT_COLUMNS).where(
        here(report), report.c.id == bindparam("id", type_=Id), visible(Report, report)
    ),
    into=Report,
)
OPEN_REPORTS = visible_statement(
    lambda visible: (
        select(*REPORT_COLUMNS)
        .where(about_object(report), report.c.closed_at.is_(None), visible(Report, report))
        .order_by(report.c.id)
        .limit(bindparam("size"))
    ),
    into=Report,
)
OPEN_REASONS = statement(
    lambda: select(report.c.reason).where(about_object(report), report.c.closed_at.is_(None)).distinct()
)
CLOSE_REPORTS = statement(
    lambda: (
        update(report)
        .values(closed_at=NOW, outcome=bindparam("new_outcome"), decision=bindparam("new_decision"))
        .where(about_object(report), report.c.closed_at.is_(None))
    )
)
REPORTERS = statement(
    lambda: (
        select(report.c.reporter, report.c.id)
        .where(
            here(report),
            report.c.decision == bindparam("decided_in"),
            report.c.reporter.is_not(None),
            report.c.id > bindparam("after"),
        )
        .order_by(report.c.id)
        .limit(bindparam("size"))
    )
)

COUNT_REPORTERS = statement(
    lambda: select(func.count(report.c.reporter.distinct())).where(
        here(report),
        report.c.record == bindparam("record"),
        report.c.object.in_(bindparam("objects", expanding=True, type_=Id)),
        report.c.closed_at.is_(None),
    )
)
"""How many members have open reports of some objects. It checks no visibility: no rule of a feature shows who."""
