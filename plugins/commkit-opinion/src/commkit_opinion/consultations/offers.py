"""What a consultation must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.messages import CloseConsultation
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.messages import ProposeStatement, SeedStatement


@consultation_feature.offers(CloseConsultation, ProposeStatement, SeedStatement, about=Consultation)
def is_open(context: Context, consultation: Consultation) -> bool:
    """What is closed stays so."""
    return consultation.is_open(context.now)
