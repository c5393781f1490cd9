"""What happens to votes."""

from attrs import frozen

from commkit import Fact
from commkit_opinion.consultations.records import ConsultationId


@frozen
class StatementVoteCast(Fact):
    """Somebody voted in a consultation or changed a vote; the fact names neither them, nor the statement or choice."""

    name = "opinion.statement_vote_cast"
    visible_to = "opinion.read"
    consultation: ConsultationId
