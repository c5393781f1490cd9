"""The worker's command of consultations."""

from attrs import frozen

from commkit import Command, Context
from commkit_opinion.consultations import statements as sql
from commkit_opinion.consultations.facts import ConsultationClosed
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import ConsultationId


@frozen
class ExpireConsultation(Command[bool]):
    """Record that a consultation closed at its time; votes are refused after that time in any case.

    Returns:
        Whether it was still open.
    """

    permission = "opinion.expire"
    when_archived = True
    host_only = True

    consultation: ConsultationId


@consultation_feature.handles(ExpireConsultation)
def expire_consultation(context: Context, command: ExpireConsultation) -> bool:
    """Close it as of its own end, unless it was closed before."""
    expired = bool(context.run(sql.EXPIRE, id=command.consultation, now=context.now))
    if expired:
        context.emit(ConsultationClosed(consultation=command.consultation))
    return expired
