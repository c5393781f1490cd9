"""The statements of panel tasks and their assignments."""

from sqlalchemy import Integer, and_, bindparam, case, delete, func, insert, select

from commkit.feedback.panels.statements import (
    ACCEPTED,
    AFTER,
    COMMUNITY,
    ID,
    MEMBER,
    NOW,
    OPEN,
    PANEL,
    SIZE,
    TASK,
)
from commkit.feedback.panels.tables import panel, panelist
from commkit.feedback.tasks.records import PanelTask, PanelTaskAssignment
from commkit.feedback.tasks.tables import assignment, slot, task
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert, visible_statement

_TASK_RECORD = (
    task.c.id,
    task.c.panel,
    task.c.title,
    task.c.instructions,
    task.c.due_at,
    task.c.incentive,
    task.c.created_at,
)

ONE_TASK = visible_statement(
    lambda visible: select(*_TASK_RECORD).where(
        task.c.community_id == COMMUNITY, task.c.id == ID, visible(PanelTask, task)
    ),
    into=PanelTask,
)

ADD_TASK = statement(lambda: insert(task))

ASSIGNMENTS = assignment.c.community_id == COMMUNITY

THIS_ASSIGNMENT = and_(ASSIGNMENTS, assignment.c.task == TASK, assignment.c.member == MEMBER)

_ASSIGNMENT_RECORD = (
    assignment.c.task,
    assignment.c.member,
    assignment.c.assigned_at,
    assignment.c.due_at,
    assignment.c.submitted_at,
    assignment.c.findings,
)

ASSIGN = statement(
    lambda: insert_if_absent(assignment).from_select(
        ["community_id", "task", "member", "panel", "assigned_at", "due_at", "findings", "new_findings"],
        select(
            task.c.community_id,
            task.c.id,
            panelist.c.member,
            task.c.panel,
            bindparam("now", type_=UtcDateTime),
            task.c.due_at,
            bindparam("zero", type_=Integer),
            bindparam("zero", type_=Integer),
        )
        .select_from(
            task.join(
                panel, (panel.c.community_id == task.c.community_id) & (panel.c.id == task.c.panel)
            ).join(
                panelist,
                (panelist.c.community_id == task.c.community_id) & (panelist.c.panel == task.c.panel),
            )
        )
        .where(
            task.c.community_id == COMMUNITY,
            task.c.id == TASK,
            panelist.c.member == MEMBER,
            ACCEPTED,
            panelist.c.consent_version == panel.c.consent_version,
            OPEN,
        ),
        include_defaults=False,
    )
)
"""Adds no row if the member is no active panelist or has the task, or if the panel is closed or saturated."""

UNASSIGN = statement(lambda: delete(assignment).where(THIS_ASSIGNMENT, assignment.c.submitted_at.is_(None)))

ASSIGNMENT = statement(lambda: select(*_ASSIGNMENT_RECORD).where(THIS_ASSIGNMENT), into=PanelTaskAssignment)

MY_TASKS = visible_statement(
    lambda visible: (
        select(*_ASSIGNMENT_RECORD)
        .select_from(
            assignment.join(
                task,
                (task.c.community_id == assignment.c.community_id) & (task.c.id == assignment.c.task),
            )
        )
        .where(
            ASSIGNMENTS,
            assignment.c.member == MEMBER,
            assignment.c.task < AFTER,
            visible(PanelTask, task),
        )
        .order_by(assignment.c.task.desc())
        .limit(SIZE)
    ),
    into=PanelTaskAssignment,
)

_slot_new = upsert(slot)

CLAIM_SLOT = statement(
    lambda: _slot_new.on_conflict_do_update(
        index_elements=["community_id", "member", "slot"],
        set_={"free_at": _slot_new.excluded.free_at},
        where=slot.c.free_at <= NOW,
    )
)
"""Touches no row while another task occupies the slot."""

ASSIGNMENT_COUNTS = statement(
    lambda: select(
        func.count(),
        func.count(assignment.c.submitted_at),
        func.coalesce(
            func.sum(case((assignment.c.submitted_at.is_(None) & (assignment.c.due_at < NOW), 1), else_=0)),
            0,
        ),
        func.coalesce(func.sum(assignment.c.findings), 0),
        func.coalesce(func.sum(assignment.c.new_findings), 0),
    ).where(ASSIGNMENTS, assignment.c.panel == PANEL)
)
