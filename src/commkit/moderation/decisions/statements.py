"""The statements of decisions. Who decided is shown to moderators only."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, insert, literal, select, update

from commkit.moderation.cases.statements import NOW, about_object, here
from commkit.moderation.decisions.records import Decision, ModerationAction, ModerationLogEntry
from commkit.moderation.tables import decision
from commkit.moderation.visibility import is_moderator
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.readers import Reader
from commkit.runtime.storage.statements import statement, visible_statement

NOBODY = literal(None, type_=Id)
"""NULL in place of a member's id."""


def decision_columns(decided_by: ColumnElement[Any]) -> tuple[Any, ...]:
    """The columns of a `Decision`, in its order.

    Args:
        decided_by: What stands for who decided.
    """
    rest = [column for column in decision.c if column.name not in ("id", "community_id")]
    shown = [decided_by if column.name == "decided_by" else column for column in rest]
    return (decision.c.id, decision.c.community_id, *shown)


def columns_for(reader: Reader) -> tuple[Any, ...]:
    """The columns of a `Decision` as a reader may see it."""
    return decision_columns(for_moderators(decision.c.decided_by, reader))


def for_moderators(column: ColumnElement[Any], reader: Reader) -> ColumnElement[Any]:
    """A column that is empty for everybody but moderators whom the decision does not concern."""
    return case((is_moderator(decision, reader), column), else_=NOBODY)


DECISION = visible_statement(
    lambda visible: select(*columns_for(visible.reader)).where(
        here(decision), decision.c.id == bindparam("id", type_=Id), visible(Decision, decision)
    ),
    into=Decision,
)
ADD = statement(lambda: insert(decision))
SET_CONSEQUENCES = statement(
    lambda: (
        update(decision)
        .values(
            consequences=bindparam("new_consequences", type_=decision.c.consequences.type),
            until=bindparam("new_until"),
        )
        .where(here(decision), decision.c.id == bindparam("id"))
    )
)
REVERSE = statement(
    lambda: (
        update(decision)
        .values(reversed_at=NOW)
        .where(here(decision), decision.c.id == bindparam("id"), decision.c.reversed_at.is_(None))
    )
)
ABOUT_OBJECT = visible_statement(
    lambda visible: (
        select(*columns_for(visible.reader))
        .where(about_object(decision), visible(Decision, decision))
        .order_by(decision.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=Decision,
)
LOG = statement(
    lambda: (
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
        .where(
            here(decision), decision.c.action != ModerationAction.DISMISS, decision.c.id < bindparam("after")
        )
        .order_by(decision.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=ModerationLogEntry,
)
COUNTS_BY_DECIDER = visible_statement(
    lambda visible: (
        select(decision.c.decided_by, func.count())
        .where(
            here(decision),
            decision.c.at > bindparam("since"),
            visible(Decision, decision),
            is_moderator(decision, visible.reader),
        )
        .group_by(decision.c.decided_by)
    )
)
"""How much each moderator decided; of what concerns the reader nothing, as that would tell who did."""
