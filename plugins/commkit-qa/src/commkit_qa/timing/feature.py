"""The feature of the time to a useful answer, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, FieldError, Invalid
from commkit_qa.timing.measures import PEER_ANSWERS, USEFUL_ANSWER
from commkit_qa.timing.records import AnswerProofs, AnswerTime, AnswerTimes, KaplanMeierMedian


@frozen
class TimingSettings:
    """What proves that an answer was useful.

    Attributes:
        asked_again_within: How long after the last answer an asker may ask the same again; who does other things in
            that time and does not ask again was helped.
        confirming_reactions: Reactions by which an asker confirms an answer, besides `ConfirmAnswer`. Those that the
            type lacks count for nothing.

    Raises:
        Invalid: The duration is not positive (`qa.bad_settings`).
    """

    asked_again_within: timedelta = timedelta(days=14)
    confirming_reactions: tuple[str, ...] = ("thanks",)

    def __attrs_post_init__(self) -> None:
        if self.asked_again_within <= timedelta():
            fault = FieldError("asked_again_within", "not_positive", "give a positive duration")
            raise Invalid([fault], code="qa.bad_settings")


timing_feature = Feature(
    "qa.timing",
    settings=TimingSettings(),
    requires=("qa.questions", "qa.confirmations", "qa.duplicates"),
    grants={"steward": {"qa.read_answer_times"}},
    declares=(USEFUL_ANSWER, PEER_ANSWERS),
    records=(AnswerProofs, AnswerTime, AnswerTimes, KaplanMeierMedian),
)
"""The time to a useful answer. A type grants `qa.read_answer_times` to further roles."""
