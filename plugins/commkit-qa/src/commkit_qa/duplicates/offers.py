"""What a question must be like for a command about duplicates to be offered, besides the permission."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commkit import Command, Context
from commkit.posts import Post, PostId
from commkit_qa.duplicates import statements as sql
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.messages import (
    ConfirmDuplicate,
    MarkDuplicate,
    MergeDuplicate,
    RejectDuplicate,
)
from commkit_qa.duplicates.records import DuplicateState
from commkit_qa.policy import is_question


@duplicate_feature.offers(MarkDuplicate, ConfirmDuplicate, RejectDuplicate, MergeDuplicate, about=Post)
def asks(context: Context, post: Post) -> bool:
    """Only questions are duplicates."""
    return is_question(context.community_type, post)


@duplicate_feature.withholds(MarkDuplicate, ConfirmDuplicate, RejectDuplicate, MergeDuplicate, about=Post)
def withhold_by_marks(
    context: Context, shown: Sequence[Post]
) -> Mapping[PostId, Iterable[type[Command[Any]]]]:
    """A proposal is answered where there is one, and what is a duplicate is not marked again, but merged."""
    ids = [post.id for post in shown if post.opens]
    states = set(context.rows(sql.STATES, questions=ids)) if ids else set()
    return {id: tuple(_withheld(id, states)) for id in ids}


def _withheld(id: PostId, states: set[tuple[Any, ...]]) -> Iterable[type[Command[Any]]]:
    if (id, DuplicateState.PROPOSED) not in states:
        yield from (ConfirmDuplicate, RejectDuplicate)
    if (id, DuplicateState.CONFIRMED) in states:
        yield from (MarkDuplicate, ConfirmDuplicate)
    else:
        yield MergeDuplicate
