"""What a statement must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.records import OpinionStatement
from commkit_opinion.voting.messages import VoteOnStatement


@consultation_feature.offers(VoteOnStatement, about=OpinionStatement)
def is_asked_about(context: Context, statement: OpinionStatement) -> bool:
    """Members vote on accepted statements, while the consultation is open."""
    return statement.is_votable and context.get(Consultation, statement.consultation).is_open(context.now)
