"""The statements of appeals and of statements of reasons. Who decided is shown to moderators only."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, update

from commkit.members import principal_of
from commkit.moderation.appeals.records import Appeal, StatementOfReasons
from commkit.moderation.cases.statements import ME, NOW, about_object, here
from commkit.moderation.decisions.records import Decision, ModerationAction
from commkit.moderation.decisions.statements import NOBODY, columns_for, decision_columns, for_moderators
from commkit.moderation.tables import appeal, decision
from commkit.moderation.visibility import is_concerned
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement

_FOR_MEMBER = decision_columns(NOBODY)
_CONCERNS_ME = is_concerned(decision, ME)
_APPEAL_WIDTH = 8
"""Columns of an `Appeal`."""


def _appeal_columns(decided_by: ColumnElement[Any]) -> tuple[Any, ...]:
    columns = [column for column in appeal.c if column.name != "community_id"]
    return tuple(decided_by if column.name == "decided_by" else column for column in columns)


def _statement_of_reasons(*values: Any) -> StatementOfReasons:
    of_appeal = values[-_APPEAL_WIDTH:]
    return StatementOfReasons(
        Decision(*values[:-_APPEAL_WIDTH]), Appeal(*of_appeal) if of_appeal[0] is not None else None
    )


_WITH_APPEAL = decision.outerjoin(
    appeal, and_(appeal.c.community_id == decision.c.community_id, appeal.c.decision == decision.c.id)
)

STATEMENT_OF_REASONS = visible_statement(
    lambda visible: (
        select(
            *columns_for(visible.reader),
            *_appeal_columns(for_moderators(appeal.c.decided_by, visible.reader)),
        )
        .select_from(_WITH_APPEAL)
        .where(here(decision), decision.c.id == bindparam("id", type_=Id), visible(Decision, decision))
    ),
    into=_statement_of_reasons,
)
_TELLS_ME = and_(_CONCERNS_ME, decision.c.action != ModerationAction.DISMISS)
MY_DECISION = statement(
    lambda: select(*_FOR_MEMBER).where(decision.c.id == bindparam("id"), _TELLS_ME), into=Decision
)
"""In any community: the lobby asks. What was decided about a member is told to them, whatever else is hidden."""
MY_STATEMENTS_OF_REASONS = statement(
    lambda: (
        select(*_FOR_MEMBER, *_appeal_columns(NOBODY))
        .select_from(_WITH_APPEAL)
        .where(_TELLS_ME, decision.c.id < bindparam("after"))
        .order_by(decision.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=_statement_of_reasons,
)
ADD = statement(lambda: insert_if_absent(appeal))
"""A decision has one appeal: the decision is the key."""
OPEN_ABOUT_OBJECT = visible_statement(
    lambda visible: (
        select(*_appeal_columns(appeal.c.decided_by))
        .select_from(_WITH_APPEAL)
        .where(
            about_object(decision),
            visible(Decision, decision),
            appeal.c.decision.is_not(None),
            appeal.c.decided_at.is_(None),
        )
        .order_by(appeal.c.decision)
        .limit(bindparam("size"))
    ),
    into=Appeal,
)
_MY_PRINCIPAL = principal_of(appeal.c.community_id, ME)
DECIDE = statement(
    lambda: (
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
            principal_of(appeal.c.community_id, appeal.c.member).is_distinct_from(_MY_PRINCIPAL),
            select(decision.c.id)
            .where(
                decision.c.community_id == appeal.c.community_id,
                decision.c.id == appeal.c.decision,
                or_(
                    decision.c.decided_by.is_(None),
                    principal_of(appeal.c.community_id, decision.c.decided_by).is_distinct_from(
                        _MY_PRINCIPAL
                    ),
                ),
            )
            .exists(),
        )
    )
)
"""Each appeal is decided once, by another moderator than the one who decided and the one who appeals; agents count as
their person."""
