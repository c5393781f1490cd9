"""The statements of numbers about moderation: all count, and none gives a name or a text of a member."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, cast, false, func, or_, select
from sqlalchemy import case as when

from commkit.moderation.cases.statements import here
from commkit.moderation.decisions.policy import WITHOUT_SANCTION
from commkit.moderation.decisions.records import DecisionGround, DecisionSource, ModerationAction
from commkit.moderation.sanctions.policy import PROCESSING, RESTRICTIONS
from commkit.moderation.tables import appeal, decision, report, review
from commkit.moderation.transparency.records import (
    ComplaintCount,
    OwnActionCount,
    ReviewCount,
    SuspensionCount,
)
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement

_SINCE = bindparam("since", type_=UtcDateTime)
_UNTIL = bindparam("until", type_=UtcDateTime)


def _within(table: Any) -> ColumnElement[bool]:
    return and_(here(table), table.c.at >= _SINCE, table.c.at < _UNTIL)


def _count(condition: ColumnElement[bool]) -> Any:
    """How many rows of a group are so."""
    return func.coalesce(func.sum(cast(when((condition, 1), else_=0), Integer)), 0)


_WAS_CLOSED = and_(report.c.closed_at.is_not(None), report.c.closed_at < _UNTIL)
_WAS_ACTED_ON = and_(_WAS_CLOSED, report.c.outcome.not_in(WITHOUT_SANCTION))
_BY_LAW = decision.c.ground == DecisionGround.LAW
NOTICES = statement(
    lambda: (
        select(
            report.c.reason,
            func.count(),
            _count(and_(_WAS_ACTED_ON, func.coalesce(_BY_LAW, false()))),
            _count(and_(_WAS_ACTED_ON, ~func.coalesce(_BY_LAW, false()))),
            _count(and_(_WAS_CLOSED, report.c.outcome.in_(WITHOUT_SANCTION))),
            _count(~func.coalesce(_WAS_CLOSED, false())),
            _count(and_(_WAS_CLOSED, func.coalesce(decision.c.automated, false()))),
        )
        .select_from(
            report.outerjoin(
                decision,
                and_(decision.c.community_id == report.c.community_id, decision.c.id == report.c.decision),
            )
        )
        .where(_within(report))
        .group_by(report.c.reason)
        .order_by(report.c.reason)
    )
)
REPORT_TIMES = statement(
    lambda: select(report.c.reason, report.c.at, when((_WAS_CLOSED, report.c.closed_at))).where(
        _within(report)
    )
)
"""When each report was filed, and when it was decided, if it was by then."""
_AGAINST_SOMEBODY = decision.c.action.not_in(WITHOUT_SANCTION)
OWN_ACTIONS = statement(
    lambda: (
        select(
            decision.c.action,
            decision.c.ground,
            decision.c.rule,
            decision.c.detected,
            decision.c.automated,
            func.count(),
        )
        .where(_within(decision), _AGAINST_SOMEBODY, decision.c.source == DecisionSource.OWN_INITIATIVE)
        .group_by(
            decision.c.action, decision.c.ground, decision.c.rule, decision.c.detected, decision.c.automated
        )
        .order_by(
            decision.c.action, decision.c.ground, decision.c.rule, decision.c.detected, decision.c.automated
        )
    ),
    into=OwnActionCount,
)
_WAS_ANSWERED = and_(appeal.c.decided_at.is_not(None), appeal.c.decided_at < _UNTIL)
_OF_DECISION = and_(decision.c.community_id == appeal.c.community_id, decision.c.id == appeal.c.decision)
COMPLAINTS = statement(
    lambda: (
        select(
            decision.c.action,
            decision.c.ground,
            func.count(),
            _count(and_(_WAS_ANSWERED, ~func.coalesce(appeal.c.granted, false()))),
            _count(and_(_WAS_ANSWERED, func.coalesce(appeal.c.granted, false()))),
            _count(~_WAS_ANSWERED),
        )
        .select_from(appeal.join(decision, _OF_DECISION))
        .where(_within(appeal))
        .group_by(decision.c.action, decision.c.ground)
        .order_by(decision.c.action, decision.c.ground)
    ),
    into=ComplaintCount,
)
COMPLAINT_TIMES = statement(
    lambda: select(appeal.c.at, when((_WAS_ANSWERED, appeal.c.decided_at))).where(_within(appeal))
)
AUTOMATED = statement(
    lambda: (
        select(
            func.count(),
            _count(and_(appeal.c.at.is_not(None), appeal.c.at < _UNTIL)),
            _count(and_(decision.c.reversed_at.is_not(None), decision.c.reversed_at < _UNTIL)),
        )
        .select_from(decision.outerjoin(appeal, _OF_DECISION))
        .where(_within(decision), _AGAINST_SOMEBODY, decision.c.automated)
    )
)
_BY_STRIKES = and_(
    decision.c.action == ModerationAction.STRIKE,
    or_(
        decision.c.consequences == ("suspended",),
        decision.c.consequences == ("removed", "suspended"),
    ),
)
SUSPENSIONS = statement(
    lambda: (
        select(
            when((_BY_STRIKES, ModerationAction.SUSPEND.value), else_=decision.c.action).label("imposed"),
            decision.c.ground,
            when((_BY_STRIKES, 1), else_=0).label("by_strikes"),
            func.count(),
        )
        .where(_within(decision), or_(_BY_STRIKES, decision.c.action.in_((*RESTRICTIONS, *PROCESSING))))
        .group_by("imposed", decision.c.ground, "by_strikes")
        .order_by("imposed", decision.c.ground, "by_strikes")
    ),
    into=lambda action, ground, by_strikes, count: SuspensionCount(
        ModerationAction(action), ground, bool(by_strikes), count
    ),
)
REVIEWS = statement(
    lambda: (
        select(
            review.c.outcome,
            when((review.c.absent != "", 1), else_=0).label("was_absent"),
            when((review.c.late_at.is_not(None), 1), else_=0).label("was_late"),
            func.count(),
        )
        .where(_within(review))
        .group_by(review.c.outcome, "was_absent", "was_late")
        .order_by(review.c.outcome, "was_absent", "was_late")
    ),
    into=lambda outcome, absent, late, count: ReviewCount(outcome, bool(absent), bool(late), count),
)
