"""What the numbers of consultations are read for."""

from commkit.insight import Benefit, BenefitArea, Better, Guard, GuardEvidence
from commkit_opinion.consultations.messages import ReadOpinionNumbers

ACCEPTED_STATEMENTS = Benefit(
    name="opinion.accepted_statements",
    title="Statements of members that others vote on",
    area=BenefitArea.CO_INNOVATION,
    queries=(ReadOpinionNumbers,),
    formula="statements that members proposed in the period and stewards accepted",
    unit="statements",
    better=Better.HIGHER,
    features=("opinion.consultations",),
)
PENDING_STATEMENTS = GuardEvidence(
    name="opinion.pending_statements",
    title="Statements of members that nobody decides about",
    guard=Guard.NOT_SELF_GROWING,
    queries=(ReadOpinionNumbers,),
    formula="statements that members proposed in the period and that wait for stewards",
    unit="statements",
    better=Better.LOWER,
)
