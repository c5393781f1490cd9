"""The feature of the time to a useful answer."""

from commkit import Feature
from commkit_qa.timing.records import AnswerTime, AnswerTimes

timing_feature = Feature(
    "qa.timing",
    requires=("qa.questions",),
    grants={"steward": {"qa.read_answer_times"}},
    records=(AnswerTime, AnswerTimes),
)
"""The time to a useful answer. A type grants `qa.read_answer_times` to further roles."""
