"""The statements of test panels. Visibility is part of each: panelists see their own part, who runs panels sees all."""

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)

from commkit.feedback.panels.parameters import AFTER, COMMUNITY, ID, MANAGES, ME, MEMBER, NOW, PANEL, SIZE
from commkit.feedback.panels.records import (
    Panel,
    PanelConsent,
    Panelist,
    PanelistState,
    ScreeningQuestion,
)
from commkit.feedback.panels.tables import (
    consent,
    panel,
    panelist,
    screening_answer,
    screening_question,
)
from commkit.runtime.storage.statements import statement, upsert

# --- panels and their consent ---

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
)
_PANELS = panel.c.community_id == COMMUNITY
_THIS_PANEL = _PANELS & (panel.c.id == ID)
_TESTS_IN = exists(
    select(panelist.c.member)
    .where(
        panelist.c.community_id == panel.c.community_id,
        panelist.c.panel == panel.c.id,
        panelist.c.member == ME,
        panelist.c.state == PanelistState.ACCEPTED,
    )
    .correlate(panel)
)
_PANEL_SEEN = or_(MANAGES, panel.c.closed_at.is_(None), _TESTS_IN)
OPEN = panel.c.closed_at.is_(None) & panel.c.saturated_at.is_(None)

ONE_PANEL = statement(select(*_PANEL_RECORD).where(_THIS_PANEL, _PANEL_SEEN), into=Panel)
PANEL_PAGE = statement(
    select(*_PANEL_RECORD)
    .where(_PANELS, panel.c.id < AFTER, _PANEL_SEEN)
    .order_by(panel.c.id.desc())
    .limit(SIZE),
    into=Panel,
)
ADD_PANEL = statement(
    insert(panel).values(
        {c.name: bindparam(c.name) for c in panel.c if c.name not in ("closed_at", "saturated_at")}
    )
)
CLOSE_PANEL = statement(update(panel).values(closed_at=NOW).where(_THIS_PANEL, panel.c.closed_at.is_(None)))
RESUME_PANEL = statement(
    update(panel)
    .values(saturated_at=None, counted_from=panel.c.submission_count)
    .where(_THIS_PANEL, panel.c.saturated_at.is_not(None), panel.c.closed_at.is_(None))
)
SATURATE = statement(update(panel).values(saturated_at=NOW).where(_THIS_PANEL, OPEN))
NEXT_SUBMISSION = statement(
    update(panel)
    .values(submission_count=panel.c.submission_count + 1)
    .where(_THIS_PANEL)
    .returning(panel.c.submission_count, panel.c.counted_from)
)
LOCK_PANEL = statement(
    update(panel)
    .values(submission_count=panel.c.submission_count + 0)
    .where(_THIS_PANEL)
    .returning(panel.c.submission_count, panel.c.counted_from)
)
"""Changes nothing but holds the row."""
SET_CONSENT = statement(
    update(panel)
    .values(consent_version=panel.c.consent_version + 1)
    .where(_THIS_PANEL, panel.c.consent_version == bindparam("seen"))
)
ADD_CONSENT = statement(insert(consent))
CONSENT = statement(
    select(consent.c.panel, consent.c.version, consent.c.text, consent.c.at).where(
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
    select(
        screening_question.c.number,
        screening_question.c.prompt,
        screening_question.c.options,
        screening_question.c.accepted_options,
    )
    .where(screening_question.c.community_id == COMMUNITY, screening_question.c.panel == PANEL)
    .order_by(screening_question.c.number),
    into=_screening,
)
ADD_SCREENING_QUESTION = statement(insert(screening_question))

# --- panelists ---

PANELISTS = panelist.c.community_id == COMMUNITY
_THIS_PANELIST = and_(PANELISTS, panelist.c.panel == PANEL, panelist.c.member == MEMBER)
ACCEPTED = panelist.c.state == PanelistState.ACCEPTED
_PRESENT_CONSENT = (
    select(panel.c.consent_version)
    .where(panel.c.community_id == panelist.c.community_id, panel.c.id == panelist.c.panel)
    .correlate(panelist)
    .scalar_subquery()
)
ACTIVE = ACCEPTED & (panelist.c.consent_version == _PRESENT_CONSENT)
_PANELIST_RECORD = (
    panelist.c.panel,
    panelist.c.member,
    panelist.c.state,
    panelist.c.consent_version,
    panelist.c.consented_at,
    panelist.c.applied_at,
    ACTIVE.label("active"),
)

ONE_PANELIST = statement(select(*_PANELIST_RECORD).where(_THIS_PANELIST), into=Panelist)
PANELIST_PAGE = statement(
    select(*_PANELIST_RECORD)
    .where(
        PANELISTS,
        panelist.c.panel == PANEL,
        panelist.c.state == bindparam("state"),
        panelist.c.member > AFTER,
    )
    .order_by(panelist.c.member)
    .limit(SIZE),
    into=Panelist,
)
_panelist_new = upsert(panelist)
UPSERT_PANELIST = statement(
    _panelist_new.on_conflict_do_update(
        index_elements=["community_id", "panel", "member"],
        set_={
            name: getattr(_panelist_new.excluded, name)
            for name in ("state", "consent_version", "consented_at", "applied_at")
        },
        where=panelist.c.state == PanelistState.LEFT,
    )
)
"""Touches no row where they applied before and have not left."""
DELETE_SCREENING_ANSWERS = statement(
    delete(screening_answer).where(
        screening_answer.c.community_id == COMMUNITY,
        screening_answer.c.panel == PANEL,
        screening_answer.c.member == MEMBER,
    )
)
ADD_SCREENING_ANSWER = statement(insert(screening_answer))
ACCEPT_CONSENT = statement(
    update(panelist)
    .values(consent_version=bindparam("version"), consented_at=NOW)
    .where(_THIS_PANELIST, ACCEPTED)
)
MARK_LEFT = statement(update(panelist).values(state=PanelistState.LEFT).where(_THIS_PANELIST, ACCEPTED))
WITHOUT_CURRENT_CONSENT = statement(
    select(panelist.c.member)
    .where(PANELISTS, panelist.c.panel == PANEL, ACCEPTED, ~ACTIVE, panelist.c.member > AFTER)
    .order_by(panelist.c.member)
    .limit(SIZE)
)
