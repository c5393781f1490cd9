"""The statements of decisions, appeals and strikes. Who decided is told to moderators only."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy import (
    case as when,
)

from commkit.members.tables import membership
from commkit.moderation.records import (
    Appeal,
    Decision,
    ModerationAction,
    ModerationLogEntry,
    StatementOfReasons,
    Strike,
)
from commkit.moderation.statements import ME, NOW, about_object, here
from commkit.moderation.tables import appeal, decision, strike
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement

LAST = UUID(int=2**128 - 1)
_NOBODY = literal(None, type_=Id)

# --- decisions and appeals -------------------------------------------------------------------------------------------

_SEES_DECISION = and_(
    bindparam("handles"), or_(decision.c.member.is_(None), decision.c.member.is_distinct_from(ME))
)


def _decision_columns(decided_by: ColumnElement[Any]) -> tuple[Any, ...]:
    rest = [c for c in decision.c if c.name not in ("id", "community_id")]
    told = [decided_by if c.name == "decided_by" else c for c in rest]
    return (decision.c.id, decision.c.community_id, *told)


_DECISION = _decision_columns(when((_SEES_DECISION, decision.c.decided_by), else_=_NOBODY))
_MY_DECISION = _decision_columns(_NOBODY)
_APPEAL_WIDTH = 8


def _appeal_columns(decided_by: ColumnElement[Any]) -> tuple[Any, ...]:
    columns = [c for c in appeal.c if c.name != "community_id"]
    return tuple(decided_by if c.name == "decided_by" else c for c in columns)


def _statement_of(*columns: Any) -> StatementOfReasons:
    its = columns[-_APPEAL_WIDTH:]
    return StatementOfReasons(
        Decision(*columns[:-_APPEAL_WIDTH]), Appeal(*its) if its[0] is not None else None
    )


_WITH_APPEAL = decision.outerjoin(
    appeal, and_(appeal.c.community_id == decision.c.community_id, appeal.c.decision == decision.c.id)
)
_ITS_MEMBER = decision.c.member == ME

ADD_DECISION = statement(insert(decision))
SET_CONSEQUENCES = statement(
    update(decision)
    .values(
        consequences=bindparam("new_consequences", type_=decision.c.consequences.type),
        until=bindparam("new_until"),
    )
    .where(here(decision), decision.c.id == bindparam("id"))
)
ONE_DECISION = statement(
    select(*_DECISION).where(
        here(decision), decision.c.id == bindparam("id", type_=Id), or_(_SEES_DECISION, _ITS_MEMBER)
    ),
    into=Decision,
)
ONE_WITH_APPEAL = statement(
    select(*_DECISION, *_appeal_columns(when((_SEES_DECISION, appeal.c.decided_by), else_=_NOBODY)))
    .select_from(_WITH_APPEAL)
    .where(here(decision), decision.c.id == bindparam("id", type_=Id), or_(_SEES_DECISION, _ITS_MEMBER)),
    into=_statement_of,
)
MY_DECISION = statement(
    select(*_MY_DECISION).where(decision.c.id == bindparam("id"), _ITS_MEMBER), into=Decision
)
"""In whatever community: the lobby asks."""
MY_STATEMENTS_OF_REASONS = statement(
    select(*_MY_DECISION, *_appeal_columns(_NOBODY))
    .select_from(_WITH_APPEAL)
    .where(_ITS_MEMBER, decision.c.action != ModerationAction.DISMISS, decision.c.id < bindparam("after"))
    .order_by(decision.c.id.desc())
    .limit(bindparam("size")),
    into=_statement_of,
)
DECISIONS = statement(
    select(*_DECISION).where(about_object(decision)).order_by(decision.c.id.desc()).limit(bindparam("size")),
    into=Decision,
)
ADD_APPEAL = statement(insert_if_absent(appeal))
"""A decision is appealed once: the decision is the key."""
OPEN_APPEALS = statement(
    select(*_appeal_columns(appeal.c.decided_by))
    .select_from(_WITH_APPEAL)
    .where(about_object(decision), appeal.c.decision.is_not(None), appeal.c.decided_at.is_(None))
    .order_by(appeal.c.decision)
    .limit(bindparam("size")),
    into=Appeal,
)
DECIDE_APPEAL = statement(
    update(appeal)
    .values(
        decided_by=bindparam("by", type_=Id),
        decided_at=NOW,
        granted=bindparam("grant"),
        answer=bindparam("new_answer"),
    )
    .where(
        here(appeal),
        appeal.c.decision == bindparam("id"),
        appeal.c.decided_at.is_(None),
        appeal.c.member.is_distinct_from(ME),
        select(decision.c.id)
        .where(
            decision.c.community_id == appeal.c.community_id,
            decision.c.id == appeal.c.decision,
            or_(decision.c.decided_by.is_(None), decision.c.decided_by.is_distinct_from(ME)),
        )
        .exists(),
    )
)
"""One answer to each appeal, by somebody else than who decided and who appeals."""
REVERSE = statement(
    update(decision)
    .values(reversed_at=NOW)
    .where(here(decision), decision.c.id == bindparam("id"), decision.c.reversed_at.is_(None))
)
LOG = statement(
    select(
        decision.c.id,
        decision.c.record,
        decision.c.action,
        decision.c.rule,
        decision.c.ground,
        decision.c.automated,
        decision.c.at,
        decision.c.reversed_at.is_not(None),
    )
    .where(here(decision), decision.c.action != ModerationAction.DISMISS, decision.c.id < bindparam("after"))
    .order_by(decision.c.id.desc())
    .limit(bindparam("size")),
    into=ModerationLogEntry,
)
DECISION_COUNTS = statement(
    select(decision.c.decided_by, func.count())
    .where(here(decision), decision.c.at > bindparam("since"))
    .group_by(decision.c.decided_by)
)

# --- strikes ---------------------------------------------------------------------------------------------------------

_ITS_STRIKES = and_(here(strike), strike.c.member == bindparam("whose", type_=Id))
_COUNTS = and_(strike.c.ended_at.is_(None), strike.c.spent_by.is_(None), strike.c.expires_at > NOW)
LOCK_MEMBER = statement(
    update(membership)
    .values(version=membership.c.version)
    .where(here(membership), membership.c.id == bindparam("whose"))
)
"""So that two strikes at once are counted one after the other."""
ADD_STRIKE = statement(insert(strike))
STRIKES = statement(
    select(strike.c.id, strike.c.member, strike.c.decision, strike.c.at, strike.c.expires_at)
    .where(_ITS_STRIKES, _COUNTS)
    .order_by(strike.c.id),
    into=Strike,
)
SPEND_STRIKES = statement(update(strike).values(spent_by=bindparam("new_by")).where(_ITS_STRIKES, _COUNTS))
END_STRIKE = statement(
    update(strike)
    .values(ended_at=NOW)
    .where(here(strike), strike.c.decision == bindparam("of"), strike.c.ended_at.is_(None))
)
UNSPEND_STRIKES = statement(
    update(strike).values(spent_by=None).where(here(strike), strike.c.spent_by == bindparam("of"))
)
