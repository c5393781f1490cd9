"""The statements of test panels, and the parameters that the statements of their tasks and findings share.

Visibility is part of each that shows panels, tasks, findings or incentives.
"""

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from commkit.feedback.panels.records import Panel, PanelConsent, Panelist, PanelistState, ScreeningQuestion
from commkit.feedback.panels.tables import consent, panel, panelist, screening_answer, screening_question
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement, upsert, visible_statement

COMMUNITY = bindparam("community_id", type_=Id)
NOW = bindparam("now", type_=UtcDateTime)
MEMBER = bindparam("member", type_=Id)
ID = bindparam("id", type_=Id)
PANEL = bindparam("panel", type_=Id)
TASK = bindparam("task", type_=Id)
AFTER = bindparam("after", type_=Id)
SIZE = bindparam("size", type_=Integer)

_PANEL_RECORD = (
    panel.c.id,
    panel.c.title,
    panel.c.description,
    panel.c.consent_version,
    panel.c.run_length,
    panel.c.created_at,
    panel.c.closed_at,
    panel.c.saturated_at,
    panel.c.submission_count,
    panel.c.space,
    panel.c.audience,
)

_PANELS = panel.c.community_id == COMMUNITY

_THIS_PANEL = _PANELS & (panel.c.id == ID)

OPEN = panel.c.closed_at.is_(None) & panel.c.saturated_at.is_(None)

ONE_PANEL = visible_statement(
    lambda visible: select(*_PANEL_RECORD).where(_THIS_PANEL, visible(Panel, panel)), into=Panel
)

PANEL_PAGE = visible_statement(
    lambda visible: (
        select(*_PANEL_RECORD)
        .where(_PANELS, panel.c.id < AFTER, visible(Panel, panel))
        .order_by(panel.c.id.desc())
        .limit(SIZE)
    ),
    into=Panel,
)

ADD_PANEL = statement(
    lambda: insert(panel).values(
        {c.name: bindparam(c.name) for c in panel.c if c.name not in ("closed_at", "saturated_at")}
    )
)

CLOSE_PANEL = statement(
    lambda: update(panel).values(closed_at=NOW).where(_THIS_PANEL, panel.c.closed_at.is_(None))
)

RESUME_PANEL = statement(
    lambda: (
        update(panel)
        .values(saturated_at=None, counted_from=panel.c.submission_count)
        .where(_THIS_PANEL, panel.c.saturated_at.is_not(None), panel.c.closed_at.is_(None))
    )
)

SATURATE = statement(lambda: update(panel).values(saturated_at=NOW).where(_THIS_PANEL, OPEN))

NEXT_SUBMISSION = statement(
    lambda: (
        update(panel)
        .values(submission_count=panel.c.submission_count + 1)
        .where(_THIS_PANEL)
        .returning(panel.c.submission_count, panel.c.counted_from)
    )
)

LOCK_PANEL = statement(
    lambda: (
        update(panel)
        .values(submission_count=panel.c.submission_count + 0)
        .where(_THIS_PANEL)
        .returning(panel.c.submission_count, panel.c.counted_from)
    )
)
"""Locks the panel by an update that changes nothing."""

SET_CONSENT = statement(
    lambda: (
        update(panel)
        .values(consent_version=panel.c.consent_version + 1)
        .where(_THIS_PANEL, panel.c.consent_version == bindparam("expected"))
    )
)

ADD_CONSENT = statement(lambda: insert(consent))

CONSENT = statement(
    lambda: select(consent.c.panel, consent.c.version, consent.c.text, consent.c.at).where(
        consent.c.community_id == COMMUNITY,
        consent.c.panel == PANEL,
        consent.c.version == bindparam("version", type_=Integer),
    ),
    into=PanelConsent,
)


def _screening(
    number: int, prompt: str, options: str, accepted_options: tuple[str, ...]
) -> ScreeningQuestion:
    return ScreeningQuestion(number, prompt, tuple(options.split("\n")), tuple(map(int, accepted_options)))


SCREENING_QUESTIONS = statement(
    lambda: (
        select(
            screening_question.c.number,
            screening_question.c.prompt,
            screening_question.c.options,
            screening_question.c.accepted_options,
        )
        .where(screening_question.c.community_id == COMMUNITY, screening_question.c.panel == PANEL)
        .order_by(screening_question.c.number)
    ),
    into=_screening,
)

ADD_SCREENING_QUESTION = statement(lambda: insert(screening_question))

PANELISTS = panelist.c.community_id == COMMUNITY

_THIS_PANELIST = and_(PANELISTS, panelist.c.panel == PANEL, panelist.c.member == MEMBER)

ACCEPTED = panelist.c.state == PanelistState.ACCEPTED

_CURRENT_CONSENT = (
    select(panel.c.consent_version)
    .where(panel.c.community_id == panelist.c.community_id, panel.c.id == panelist.c.panel)
    .correlate(panelist)
    .scalar_subquery()
)

ACTIVE = ACCEPTED & (panelist.c.consent_version == _CURRENT_CONSENT)

_PANELIST_RECORD = (
    panelist.c.panel,
    panelist.c.member,
    panelist.c.state,
    panelist.c.consent_version,
    panelist.c.consented_at,
    panelist.c.applied_at,
    ACTIVE.label("active"),
)

ONE_PANELIST = statement(lambda: select(*_PANELIST_RECORD).where(_THIS_PANELIST), into=Panelist)

PANELIST_PAGE = statement(
    lambda: (
        select(*_PANELIST_RECORD)
        .where(
            PANELISTS,
            panelist.c.panel == PANEL,
            panelist.c.state == bindparam("state"),
            panelist.c.member > AFTER,
        )
        .order_by(panelist.c.member)
        .limit(SIZE)
    ),
    into=Panelist,
)

_panelist_new = upsert(panelist)

UPSERT_PANELIST = statement(
    lambda: _panelist_new.on_conflict_do_update(
        index_elements=["community_id", "panel", "member"],
        set_={
            name: getattr(_panelist_new.excluded, name)
            for name in ("state", "consent_version", "consented_at", "applied_at")
        },
        where=panelist.c.state == PanelistState.LEFT,
    )
)
"""Touches no row if the member applied before and has not left."""

DELETE_SCREENING_ANSWERS = statement(
    lambda: delete(screening_answer).where(
        screening_answer.c.community_id == COMMUNITY,
        screening_answer.c.panel == PANEL,
        screening_answer.c.member == MEMBER,
    )
)

ADD_SCREENING_ANSWER = statement(lambda: insert(screening_answer))

ACCEPT_CONSENT = statement(
    lambda: (
        update(panelist)
        .values(consent_version=bindparam("version"), consented_at=NOW)
        .where(_THIS_PANELIST, ACCEPTED)
    )
)

MARK_LEFT = statement(
    lambda: update(panelist).values(state=PanelistState.LEFT).where(_THIS_PANELIST, ACCEPTED)
)

WITHOUT_CURRENT_CONSENT = statement(
    lambda: (
        select(panelist.c.member)
        .where(PANELISTS, panelist.c.panel == PANEL, ACCEPTED, ~ACTIVE, panelist.c.member > AFTER)
        .order_by(panelist.c.member)
        .limit(SIZE)
    )
)


PANELIST_COUNTS = statement(
    lambda: (
        select(panelist.c.state, ACTIVE, func.count())
        .where(PANELISTS, panelist.c.panel == PANEL)
        .group_by(panelist.c.state, ACTIVE)
    )
)
