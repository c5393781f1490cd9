"""The statements of misuse: what a member asked for in vain, and which suspensions run."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, false, func, insert, select, update

from commkit.members import is_same_principal
from commkit.moderation.appeals.records import Appeal
from commkit.moderation.cases.records import Report
from commkit.moderation.cases.statements import ME, NOW, REPORT_COLUMNS, here
from commkit.moderation.decisions.policy import MISUSE
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.decisions.statements import columns_for
from commkit.moderation.misuse.records import ProcessingSuspension, Requests
from commkit.moderation.tables import appeal, decision, processing_suspension, report
from commkit.runtime.storage.columns import Choice, Id, UtcDateTime
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.runtime.storage.visibility import Visible

_MEMBER = bindparam("member", type_=Id)
_SINCE = bindparam("since", type_=UtcDateTime)
_IDS = bindparam("ids", expanding=True, type_=Id)
_COLUMNS = tuple(processing_suspension.c[name] for name in ProcessingSuspension.__annotations__)
_APPEAL_COLUMNS = tuple(column for column in appeal.c if column.name != "community_id")
_APPEALED = appeal.join(
    decision, and_(decision.c.community_id == appeal.c.community_id, decision.c.id == appeal.c.decision)
)


def _count(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _reports(visible: Visible) -> ColumnElement[bool]:
    """What the member, or their agents, reported in the period, of what the reader may see."""
    theirs = is_same_principal(report.c.community_id, report.c.reporter, _MEMBER)
    return and_(here(report), report.c.at >= _SINCE, theirs, visible(Report, report))


def _appeals(visible: Visible) -> ColumnElement[bool]:
    theirs = is_same_principal(appeal.c.community_id, appeal.c.member, _MEMBER)
    return and_(here(appeal), appeal.c.at >= _SINCE, theirs, visible(Decision, decision))


_DISMISSED = func.coalesce(report.c.outcome == ModerationAction.DISMISS, false())
_DENIED = appeal.c.granted.is_(false())

REPORTS = visible_statement(
    lambda visible: select(func.count(), _count(_DISMISSED)).where(_reports(visible)), into=Requests
)
APPEALS = visible_statement(
    lambda visible: select(func.count(), _count(_DENIED)).select_from(_APPEALED).where(_appeals(visible)),
    into=Requests,
)
DISMISSED = visible_statement(
    lambda visible: (
        select(*REPORT_COLUMNS)
        .where(_reports(visible), _DISMISSED)
        .order_by(report.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Report,
)
DENIED = visible_statement(
    lambda visible: (
        select(*_APPEAL_COLUMNS)
        .select_from(_APPEALED)
        .where(_appeals(visible), _DENIED)
        .order_by(appeal.c.decision.desc())
        .limit(bindparam("size"))
    ),
    into=Appeal,
)
DISMISSED_AMONG = visible_statement(
    lambda visible: select(report.c.id, report.c.at).where(
        _reports(visible), _DISMISSED, report.c.id.in_(_IDS)
    )
)
DENIED_AMONG = visible_statement(
    lambda visible: (
        select(appeal.c.decision, appeal.c.at)
        .select_from(_APPEALED)
        .where(_appeals(visible), _DENIED, appeal.c.decision.in_(_IDS))
    )
)
WARNINGS = visible_statement(
    lambda visible: (
        select(*columns_for(visible.reader))
        .where(
            here(decision),
            decision.c.member == _MEMBER,
            decision.c.ground.in_(MISUSE),
            decision.c.at >= _SINCE,
            decision.c.reversed_at.is_(None),
            visible(Decision, decision),
        )
        .order_by(decision.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Decision,
)
FIRST_WARNING = statement(
    lambda: select(func.min(decision.c.at)).where(
        here(decision),
        decision.c.member == _MEMBER,
        decision.c.ground == bindparam("ground", type_=decision.c.ground.type),
        decision.c.at >= _SINCE,
        decision.c.reversed_at.is_(None),
    )
)
"""When the member was first told in the period that they misuse it."""
ADD = statement(lambda: insert(processing_suspension))
_OF_ACTION = processing_suspension.c.action == bindparam("action", type_=Choice(ModerationAction))
_RUNS = and_(processing_suspension.c.ended_at.is_(None), processing_suspension.c.until > NOW)
RUNNING = statement(
    lambda: (
        select(processing_suspension.c.until)
        .where(
            here(processing_suspension),
            is_same_principal(processing_suspension.c.community_id, processing_suspension.c.member, ME),
            _OF_ACTION,
            _RUNS,
        )
        .order_by(processing_suspension.c.until.desc())
        .limit(1)
    )
)
"""Until when the actor's reports, or appeals, are not processed: an agent's as its person's."""
OF_MEMBER = statement(
    lambda: (
        select(*_COLUMNS)
        .where(here(processing_suspension), processing_suspension.c.member == _MEMBER)
        .order_by(processing_suspension.c.decision.desc())
        .limit(bindparam("size"))
    ),
    into=ProcessingSuspension,
)
OF_DECISION = statement(
    lambda: select(*_COLUMNS).where(
        here(processing_suspension), processing_suspension.c.decision == bindparam("decision", type_=Id)
    ),
    into=ProcessingSuspension,
)
RUNNING_AMONG = statement(
    lambda: select(processing_suspension.c.decision).where(
        here(processing_suspension), processing_suspension.c.decision.in_(_IDS), _RUNS
    )
)
END = statement(
    lambda: (
        update(processing_suspension)
        .values(ended_at=NOW)
        .where(
            here(processing_suspension),
            processing_suspension.c.decision == bindparam("of_decision", type_=Id),
            _RUNS,
        )
    )
)
"""Of several who end it at once one does."""
