"""The statements of tasks, findings and promises; panelists see their own, who runs panels sees all."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from commkit.feedback.panels.parameters import (
    AFTER,
    COMMUNITY,
    ID,
    MANAGES,
    ME,
    MEMBER,
    NOW,
    PANEL,
    SIZE,
    TASK,
)
from commkit.feedback.panels.records import (
    Finding,
    Incentive,
    PanelTask,
    TaskAssignment,
)
from commkit.feedback.panels.statements import ACCEPTED, ACTIVE, OPEN, PANELISTS
from commkit.feedback.panels.tables import (
    assignment,
    finding,
    incentive,
    panel,
    panelist,
    slot,
    task,
)
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

# --- tasks ---

_TASK_RECORD = (
    task.c.id,
    task.c.panel,
    task.c.title,
    task.c.instructions,
    task.c.due_at,
    task.c.incentive,
    task.c.created_at,
)
_GIVEN_TO_ME = exists(
    select(assignment.c.member)
    .where(
        assignment.c.community_id == task.c.community_id,
        assignment.c.task == task.c.id,
        assignment.c.member == ME,
    )
    .correlate(task)
)
ONE_TASK = statement(
    select(*_TASK_RECORD).where(
        task.c.community_id == COMMUNITY, task.c.id == ID, or_(MANAGES, _GIVEN_TO_ME)
    ),
    into=PanelTask,
)
ADD_TASK = statement(insert(task))

_ASSIGNMENTS = assignment.c.community_id == COMMUNITY
_THIS_ASSIGNMENT = and_(_ASSIGNMENTS, assignment.c.task == TASK, assignment.c.member == MEMBER)
_ASSIGNMENT_RECORD = (
    assignment.c.task,
    assignment.c.member,
    assignment.c.assigned_at,
    assignment.c.due_at,
    assignment.c.submitted_at,
    assignment.c.findings,
)
ASSIGN = statement(
    insert_if_absent(assignment).from_select(
        ["community_id", "task", "member", "panel", "assigned_at", "due_at", "findings", "new_findings"],
        select(
            task.c.community_id,
            task.c.id,
            panelist.c.member,
            task.c.panel,
            bindparam("now", type_=UtcDateTime),
            task.c.due_at,
            bindparam("none", type_=Integer),
            bindparam("none", type_=Integer),
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
"""Adds no row where they are no active panelist, have it, or the panel asks for no more."""
UNASSIGN = statement(delete(assignment).where(_THIS_ASSIGNMENT, assignment.c.submitted_at.is_(None)))
ASSIGNMENT = statement(select(*_ASSIGNMENT_RECORD).where(_THIS_ASSIGNMENT), into=TaskAssignment)
MY_TASKS = statement(
    select(*_ASSIGNMENT_RECORD)
    .where(_ASSIGNMENTS, assignment.c.member == MEMBER, assignment.c.task < AFTER)
    .order_by(assignment.c.task.desc())
    .limit(SIZE),
    into=TaskAssignment,
)
_slot_new = upsert(slot)
CLAIM_SLOT = statement(
    _slot_new.on_conflict_do_update(
        index_elements=["community_id", "member", "slot"],
        set_={"free_at": _slot_new.excluded.free_at},
        where=slot.c.free_at <= NOW,
    )
)
"""Touches no row while another task uses it."""
SUBMIT = statement(
    update(assignment)
    .values(
        submitted_at=NOW,
        number=bindparam("new_number"),
        findings=bindparam("found"),
        new_findings=bindparam("found"),
    )
    .where(
        _THIS_ASSIGNMENT,
        assignment.c.submitted_at.is_(None),
        exists(
            select(panelist.c.member)
            .where(
                panelist.c.community_id == assignment.c.community_id,
                panelist.c.panel == assignment.c.panel,
                panelist.c.member == assignment.c.member,
                ACTIVE,
            )
            .correlate(assignment)
        ),
    )
)
LAST_RUN = statement(
    select(assignment.c.new_findings)
    .where(
        _ASSIGNMENTS,
        assignment.c.panel == PANEL,
        assignment.c.number > bindparam("counted_from", type_=Integer),
    )
    .order_by(assignment.c.number.desc())
    .limit(SIZE)
)

# --- findings and incentives ---

_FINDING_RECORD = (
    finding.c.id,
    finding.c.panel,
    finding.c.task,
    finding.c.member,
    finding.c.submission,
    finding.c.title,
    finding.c.body,
    finding.c.severity,
    finding.c.duplicate_of,
    finding.c.at,
)
_FINDINGS = finding.c.community_id == COMMUNITY


def _own(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(MANAGES, column == ME)


ONE_FINDING = statement(
    select(*_FINDING_RECORD).where(_FINDINGS, finding.c.id == ID, _own(finding.c.member)), into=Finding
)
FINDING_PAGE = statement(
    select(*_FINDING_RECORD)
    .where(_FINDINGS, finding.c.panel == PANEL, finding.c.id < AFTER, _own(finding.c.member))
    .order_by(finding.c.id.desc())
    .limit(SIZE),
    into=Finding,
)
ADD_FINDING = statement(insert(finding))
MARK_DUPLICATE = statement(
    update(finding)
    .values(duplicate_of=bindparam("original", type_=Id))
    .where(_FINDINGS, finding.c.id == ID, finding.c.duplicate_of.is_(None))
)
REDIRECT_DUPLICATES = statement(
    update(finding)
    .values(duplicate_of=bindparam("original", type_=Id))
    .where(_FINDINGS, finding.c.panel == PANEL, finding.c.duplicate_of == bindparam("repeated", type_=Id))
)
DECREMENT_NEW_FINDINGS = statement(
    update(assignment)
    .values(new_findings=assignment.c.new_findings - 1)
    .where(
        _ASSIGNMENTS,
        assignment.c.panel == PANEL,
        assignment.c.number == bindparam("submission", type_=Integer),
    )
)

_INCENTIVE_RECORD = (
    incentive.c.id,
    incentive.c.panel,
    incentive.c.task,
    incentive.c.member,
    incentive.c.description,
    incentive.c.promised_at,
    incentive.c.fulfilled_at,
)
_INCENTIVES = incentive.c.community_id == COMMUNITY
ONE_INCENTIVE = statement(
    select(*_INCENTIVE_RECORD).where(_INCENTIVES, incentive.c.id == ID, _own(incentive.c.member)),
    into=Incentive,
)
INCENTIVE_PAGE = statement(
    select(*_INCENTIVE_RECORD)
    .where(_INCENTIVES, incentive.c.panel == PANEL, incentive.c.id < AFTER, _own(incentive.c.member))
    .order_by(incentive.c.id.desc())
    .limit(SIZE),
    into=Incentive,
)
ADD_INCENTIVE = statement(
    insert(incentive).values(
        {c.name: bindparam(c.name) for c in incentive.c if c.name not in ("fulfilled_by", "fulfilled_at")}
    )
)
FULFILL_INCENTIVE = statement(
    update(incentive)
    .values(fulfilled_at=NOW, fulfilled_by=bindparam("by", type_=Id))
    .where(_INCENTIVES, incentive.c.id == ID, incentive.c.fulfilled_at.is_(None))
)

# --- numbers ---

PANELIST_COUNTS = statement(
    select(panelist.c.state, ACTIVE, func.count())
    .where(PANELISTS, panelist.c.panel == PANEL)
    .group_by(panelist.c.state, ACTIVE)
)
ASSIGNMENT_COUNTS = statement(
    select(
        func.count(),
        func.count(assignment.c.submitted_at),
        func.coalesce(
            func.sum(case((assignment.c.submitted_at.is_(None) & (assignment.c.due_at < NOW), 1), else_=0)),
            0,
        ),
        func.coalesce(func.sum(assignment.c.findings), 0),
        func.coalesce(func.sum(assignment.c.new_findings), 0),
    ).where(_ASSIGNMENTS, assignment.c.panel == PANEL)
)
SUBMISSION_COUNTS = statement(
    select(assignment.c.number, assignment.c.new_findings)
    .where(_ASSIGNMENTS, assignment.c.panel == PANEL, assignment.c.number > 0)
    .order_by(assignment.c.number)
    .limit(10_000)
)
INCENTIVE_COUNTS = statement(
    select(func.count(), func.count(incentive.c.fulfilled_at)).where(_INCENTIVES, incentive.c.panel == PANEL)
)
