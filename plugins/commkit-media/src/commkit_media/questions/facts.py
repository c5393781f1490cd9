"""What happens to rounds of questions."""

from datetime import datetime

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class QuestionTimesSet(Fact):
    """It was said when the questions of a round are collected.

    Attributes:
        thread: The post that opened the round.
        opens_at: When the collection opens; None for at once.
        closes_at: When it closes; None for never.
    """

    name = "media.question_times_set"
    visible_to = "media.read_questions"
    thread: PostId
    opens_at: datetime | None
    closes_at: datetime | None
