"""The query of the time to a useful answer."""

from datetime import datetime

from attrs import field, frozen

from commkit import Query
from commkit_qa.timing.records import AnswerTimes


@frozen
class ReadAnswerTimes(Query[AnswerTimes]):
    """How long askers wait for a useful answer: median, 90th percentile and sample size, by who answered.

    Attributes:
        since: Count only questions asked from then on; all of them where it is left out.
    """

    permission = "qa.read_answer_times"

    since: datetime | None = field(default=None, kw_only=True)
