"""The statements of findings and of the submissions they came with."""

from sqlalchemy import Integer, bindparam, exists, insert, select, update

from commkit.feedback.findings.records import Finding
from commkit.feedback.findings.tables import finding
from commkit.feedback.panels.statements import ACTIVE, AFTER, COMMUNITY, ID, NOW, PANEL, SIZE
from commkit.feedback.panels.tables import panelist
from commkit.feedback.tasks.statements import ASSIGNMENTS, THIS_ASSIGNMENT
from commkit.feedback.tasks.tables import assignment
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement

SUBMIT = statement(
    lambda: (
        update(assignment)
        .values(
            submitted_at=NOW,
            number=bindparam("new_number"),
            findings=bindparam("new_count"),
            new_findings=bindparam("new_count"),
        )
        .where(
            THIS_ASSIGNMENT,
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
)

LAST_RUN = statement(
    lambda: (
        select(assignment.c.new_findings)
        .where(
            ASSIGNMENTS,
            assignment.c.panel == PANEL,
            assignment.c.number > bindparam("counted_from", type_=Integer),
        )
        .order_by(assignment.c.number.desc())
        .limit(SIZE)
    )
)

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

ONE_FINDING = visible_statement(
    lambda visible: select(*_FINDING_RECORD).where(_FINDINGS, finding.c.id == ID, visible(Finding, finding)),
    into=Finding,
)

FINDING_PAGE = visible_statement(
    lambda visible: (
        select(*_FINDING_RECORD)
        .where(_FINDINGS, finding.c.panel == PANEL, finding.c.id < AFTER, visible(Finding, finding))
        .order_by(finding.c.id.desc())
        .limit(SIZE)
    ),
    into=Finding,
)

ADD_FINDING = statement(lambda: insert(finding))

MARK_DUPLICATE = statement(
    lambda: (
        update(finding)
        .values(duplicate_of=bindparam("original", type_=Id))
        .where(_FINDINGS, finding.c.id == ID, finding.c.duplicate_of.is_(None))
    )
)

REDIRECT_DUPLICATES = statement(
    lambda: (
        update(finding)
        .values(duplicate_of=bindparam("original", type_=Id))
        .where(
            _FINDINGS, finding.c.panel == PANEL, finding.c.duplicate_of == bindparam("duplicate", type_=Id)
        )
    )
)

DECREMENT_NEW_FINDINGS = statement(
    lambda: (
        update(assignment)
        .values(new_findings=assignment.c.new_findings - 1)
        .where(
            ASSIGNMENTS,
            assignment.c.panel == PANEL,
            assignment.c.number == bindparam("submission", type_=Integer),
        )
    )
)

SUBMISSION_COUNTS = statement(
    lambda: (
        select(assignment.c.number, assignment.c.new_findings)
        .where(ASSIGNMENTS, assignment.c.panel == PANEL, assignment.c.number > 0)
        .order_by(assignment.c.number)
        .limit(10_000)
    )
)
