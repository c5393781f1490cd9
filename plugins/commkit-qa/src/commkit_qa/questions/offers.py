"""What a question must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_qa.policy import CLOSED, SOLVED, is_open_question, is_question
from commkit_qa.questions.feature import question_feature
from commkit_qa.questions.messages import (
    AcceptAnswer,
    CloseQuestion,
    ReopenQuestion,
    RequestInformation,
)


@question_feature.offers(AcceptAnswer, about=Post)
def takes_answers(context: Context, post: Post) -> bool:
    """Only questions have answers."""
    return is_question(context.community_type, post)


@question_feature.offers(ReopenQuestion, about=Post)
def is_settled(context: Context, post: Post) -> bool:
    """Only what is solved or closed is opened again."""
    return is_question(context.community_type, post) and post.state in (SOLVED, CLOSED)


@question_feature.offers(CloseQuestion, RequestInformation, about=Post)
def is_not_settled(context: Context, post: Post) -> bool:
    """What is settled is reopened first."""
    return is_open_question(context.community_type, post)
