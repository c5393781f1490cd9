"""What happens to questions that are left alone."""

from datetime import datetime

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class QuestionOrphaned(Fact):
    """A question is orphaned: nobody has replied to it for longer than `orphan_after`."""

    name = "qa.question_orphaned"
    visible_to = "qa.list_orphans"
    question: PostId
    asked_at: datetime
