"""What a post must be like for a command of rounds of questions to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_media.policy import QUESTION_ROUND, READER_QUESTION
from commkit_media.questions.feature import question_feature
from commkit_media.questions.messages import AnswerAsExpert, SetQuestionTimes


@question_feature.offers(SetQuestionTimes, about=Post)
def is_round(context: Context, post: Post) -> bool:
    """A round of questions."""
    return post.kind == QUESTION_ROUND.name and post.opens


@question_feature.offers(AnswerAsExpert, about=Post)
def is_question(context: Context, post: Post) -> bool:
    """A question that is there."""
    return post.kind == READER_QUESTION.name and post.removed_at is None
