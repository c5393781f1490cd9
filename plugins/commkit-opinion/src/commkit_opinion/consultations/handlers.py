"""How consultations are opened and closed."""

from attrs import evolve

from commkit import Context
from commkit.spaces import place_in_space
from commkit.storage import schedule_command
from commkit_opinion.consultations import statements as sql
from commkit_opinion.consultations.facts import ConsultationClosed, ConsultationOpened
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.jobs import ExpireConsultation
from commkit_opinion.consultations.messages import CloseConsultation, OpenConsultation
from commkit_opinion.consultations.policy import check_end, closed
from commkit_opinion.consultations.records import Consultation, ConsultationId
from commkit_opinion.tables import consultation


@consultation_feature.loads(
    Consultation,
    owner=lambda consultation: consultation.opened_by,
    table=consultation,
    space=lambda context, consultation: consultation.space,
)
def fetch_consultation(context: Context, id: ConsultationId) -> Consultation | None:
    """Load a consultation that the actor may see."""
    return context.one(sql.ONE, id=id)


@consultation_feature.handles(OpenConsultation)
def open_consultation(context: Context, command: OpenConsultation) -> Consultation:
    """Add it, and schedule its end if it has one."""
    check_end(command.closes_at, context.now)
    space, audience = place_in_space(context, command.space)
    opened = Consultation(
        id=ConsultationId(context.new_id()),
        title=command.title,
        body=command.body,
        space=space,
        audience=audience,
        moderated=command.moderated,
        opened_by=context.member_or_none,
        opened_at=context.now,
        closes_at=command.closes_at,
        closed_at=None,
    )
    context.run(sql.ADD, opened)
    if opened.closes_at is not None:
        schedule_command(context, ExpireConsultation(opened.id), at=opened.closes_at, as_system=True)
    context.emit(ConsultationOpened(consultation=opened.id))
    return opened


@consultation_feature.handles(CloseConsultation)
def close_consultation(context: Context, command: CloseConsultation) -> Consultation:
    """Close it, unless it is closed already; votes that began before it are through first."""
    found = context.get(Consultation, command.consultation, need="opinion.manage")
    if not context.run(sql.CLOSE, id=found.id, now=context.now):
        raise closed()
    context.emit(ConsultationClosed(consultation=found.id))
    return evolve(found, closed_at=context.now)
