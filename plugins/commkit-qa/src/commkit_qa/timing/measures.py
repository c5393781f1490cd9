"""What the time to a useful answer is read for."""

from commkit.insight import Benefit, BenefitArea, Better, Guard, GuardEvidence
from commkit_qa.timing.messages import ReadAnswerTimes

USEFUL_ANSWER = Benefit(
    name="qa.time_to_useful_answer",
    title="Time to a useful answer",
    area=BenefitArea.CUSTOMER_SUCCESS,
    queries=(ReadAnswerTimes,),
    formula="median of the time from a question to the answer that proved useful, over the questions that have one",
    unit="hours",
    better=Better.LOWER,
    minimum_sample=20,
    features=("qa.questions", "qa.similar", "qa.duplicates", "qa.confirmations"),
)
PEER_ANSWERS = GuardEvidence(
    name="qa.peer_answers",
    title="Useful answers by members who are not staff",
    guard=Guard.NOT_SHOWCASE,
    queries=(ReadAnswerTimes,),
    formula="useful answers by members who are not staff / useful answers",
    unit="share",
    better=Better.HIGHER,
    minimum_sample=20,
)
