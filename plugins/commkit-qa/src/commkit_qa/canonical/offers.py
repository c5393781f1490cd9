"""What a question must be like for a command about canonical answers to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_qa.canonical import statements as sql
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.canonical.messages import MarkCanonical, WithdrawCanonical
from commkit_qa.duplicates import statements as duplicates
from commkit_qa.policy import is_question


@canonical_feature.offers(MarkCanonical, about=Post)
def has_answers(context: Context, post: Post) -> bool:
    """Only questions that somebody answered."""
    return is_question(context.community_type, post)


@canonical_feature.offers(WithdrawCanonical, about=Post)
def opens(context: Context, post: Post) -> bool:
    """Only questions."""
    return post.opens


@canonical_feature.withholds(MarkCanonical, WithdrawCanonical, about=Post)
def withhold_by_mark(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """Duplicates are not marked, and nothing is withdrawn that does not stand."""
    ids = [post.id for post in shown if post.opens]
    if not ids:
        return {}
    marked = {standing.question for standing in context.rows(sql.STANDING_AMONG, posts=ids)}
    led = {question for question, _ in context.rows(duplicates.ROOTS, questions=ids)}
    return {
        id: [
            *([MarkCanonical] if id in led else []),
            *([] if id in marked else [WithdrawCanonical]),
        ]
        for id in ids
    }
