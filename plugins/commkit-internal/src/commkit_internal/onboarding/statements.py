"""The statements of onboardings. Newcomer and buddy see theirs, those who keep onboardings all."""

from sqlalchemy import Boolean, ColumnElement, bindparam, exists, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_internal.onboarding.records import Onboarding, OnboardingState, OnboardingTask
from commkit_internal.tables import onboarding, onboarding_task

_task = onboarding_task
_ID = bindparam("id", type_=Id)
_AT = bindparam("at", type_=UtcDateTime)
_HERE = onboarding.c.community_id == bindparam("community_id")
_TASKS_HERE = _task.c.community_id == bindparam("community_id")
_COLUMNS = tuple(onboarding.c[name] for name in Onboarding.__annotations__)
_TASK_COLUMNS = tuple(_task.c[name] for name in OnboardingTask.__annotations__)
_RUNNING = onboarding.c.state == OnboardingState.RUNNING


def _is_shown() -> ColumnElement[bool]:
    me = bindparam("me", type_=Id)
    return or_(
        onboarding.c.member == me,
        onboarding.c.buddy == me,
        bindparam("keeps", type_=Boolean(create_constraint=False)),
    )


def _is_running(task: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(onboarding.c.id).where(_HERE, _RUNNING, task).correlate_except(onboarding))


ADD = statement(lambda: insert_if_absent(onboarding))
"""Adds nothing where one of the newcomer is running."""
ONE = statement(lambda: select(*_COLUMNS).where(_HERE, onboarding.c.id == _ID, _is_shown()), into=Onboarding)
LOCK = statement(
    lambda: select(*_COLUMNS).where(_HERE, onboarding.c.id == _ID).with_for_update(), into=Onboarding
)
"""Locks it until the commit, whoever asks: load it first."""
SET_BUDDY = statement(
    lambda: (
        update(onboarding)
        .values(buddy=bindparam("new_buddy", type_=Id))
        .where(_HERE, onboarding.c.id == _ID, _RUNNING)
    )
)
END = statement(
    lambda: (
        update(onboarding)
        .values(state=bindparam("new_state"), ended_at=_AT)
        .where(_HERE, onboarding.c.id == _ID, _RUNNING)
    )
)
RUNNING_OF = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            _RUNNING,
            or_(
                onboarding.c.member == bindparam("member", type_=Id),
                onboarding.c.buddy == bindparam("member", type_=Id),
            ),
        )
        .order_by(onboarding.c.id)
        .with_for_update()
    ),
    into=Onboarding,
)
"""The running ones in which somebody is the newcomer or the buddy, locked; whoever asks."""
_PAGE = (
    select(*_COLUMNS)
    .where(_HERE, _is_shown(), onboarding.c.id < bindparam("after", type_=Id))
    .order_by(onboarding.c.id.desc())
    .limit(bindparam("size"))
)
PAGE = statement(lambda: _PAGE, into=Onboarding)
PAGE_OF_STATE = statement(lambda: _PAGE.where(onboarding.c.state == bindparam("state")), into=Onboarding)
STARTED_SINCE = statement(
    lambda: select(onboarding.c.state, onboarding.c.started_at, onboarding.c.ended_at).where(
        _HERE, onboarding.c.started_at >= bindparam("since", type_=UtcDateTime)
    )
)

# --- tasks -----------------------------------------------------------------------------------------------------------

ADD_TASK = statement(lambda: insert(_task))
ONE_TASK = statement(
    lambda: (
        select(*_TASK_COLUMNS)
        .select_from(
            _task.join(
                onboarding,
                (onboarding.c.community_id == _task.c.community_id) & (onboarding.c.id == _task.c.onboarding),
            )
        )
        .where(_TASKS_HERE, _task.c.id == _ID, _is_shown())
    ),
    into=OnboardingTask,
)
TASKS = statement(
    lambda: (
        select(*_TASK_COLUMNS)
        .where(_TASKS_HERE, _task.c.onboarding == bindparam("onboarding", type_=Id))
        .order_by(_task.c.due_at, _task.c.id)
    ),
    into=OnboardingTask,
)
TICK = statement(
    lambda: (
        update(_task)
        .values(done_at=_AT, done_by=bindparam("by", type_=Id))
        .where(_TASKS_HERE, _task.c.id == _ID, _task.c.done_at.is_(None))
    )
)
UNTICK = statement(
    lambda: (
        update(_task)
        .values(done_at=None, done_by=None)
        .where(_TASKS_HERE, _task.c.id == _ID, _task.c.done_at.is_not(None))
    )
)
IS_ANY_OPEN = statement(
    lambda: select(
        exists(
            select(_task.c.id).where(
                _TASKS_HERE,
                _task.c.onboarding == bindparam("onboarding", type_=Id),
                _task.c.done_at.is_(None),
            )
        )
    )
)
TO_REMIND = statement(
    lambda: select(_task.c.onboarding, _task.c.member).where(
        _TASKS_HERE, _task.c.id == _ID, _task.c.due_at <= _AT
    )
)
REMIND = statement(
    lambda: (
        update(_task)
        .values(reminded_at=_AT)
        .where(
            _TASKS_HERE,
            _task.c.id == _ID,
            _task.c.done_at.is_(None),
            _task.c.reminded_at.is_(None),
            _is_running(onboarding.c.id == _task.c.onboarding),
        )
    )
)
"""Marks a task as reminded of, unless it is done or was marked before: of two workers one does it."""
