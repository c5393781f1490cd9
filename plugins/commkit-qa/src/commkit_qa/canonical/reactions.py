"""What becomes of canonical answers when posts are removed, moved, merged or split off, or become duplicates."""

from attrs import evolve

from commkit import Context
from commkit.posts import PostId, PostMoved, PostRemoved, ThreadsMerged, ThreadSplit
from commkit_qa.canonical import statements as sql
from commkit_qa.canonical.facts import CanonicalMoved
from commkit_qa.canonical.feature import canonical_feature
from commkit_qa.canonical.handlers import end, save
from commkit_qa.canonical.records import Canonical, WithdrawalCause
from commkit_qa.duplicates.facts import DuplicateConfirmed
from commkit_qa.policy import is_answer_kind, question_kinds


@canonical_feature.reacts_to(PostRemoved)
def end_with_post(context: Context, fact: PostRemoved) -> None:
    """Nobody stands for what was removed; a post that is restored is marked anew."""
    for standing in context.rows(sql.STANDING_AMONG, posts=[fact.post]):
        end(context, standing, WithdrawalCause.REMOVED)


@canonical_feature.reacts_to(DuplicateConfirmed)
def end_with_duplicate(context: Context, fact: DuplicateConfirmed) -> None:
    """Readers of a duplicate are sent to another question."""
    standing = context.one(sql.STANDING, question=fact.question)
    if standing is not None:
        end(context, standing, WithdrawalCause.DUPLICATE)


@canonical_feature.reacts_to(PostMoved, ThreadsMerged, ThreadSplit)
def follow_answer(context: Context, fact: PostMoved | ThreadsMerged | ThreadSplit) -> None:
    """An answer that answers another question now stays canonical there, unless that one has a canonical answer."""
    for standing, thread, parent, kind in context.rows(sql.STANDING_WITH_PLACE, question=fact.thread):
        _follow(context, standing, thread, parent, kind)


def _follow(context: Context, standing: Canonical, thread: PostId, parent: PostId | None, kind: str) -> None:
    if parent == standing.question == thread:
        return
    if parent == thread and is_answer_kind(context.community_type, kind) and _is_free(context, thread):
        save(context, evolve(standing, question=thread))
        context.emit(
            CanonicalMoved(
                canonical=standing.id, question=thread, before=standing.question, answer=standing.answer
            )
        )
    else:
        end(context, standing, WithdrawalCause.MOVED)


def _is_free(context: Context, thread: PostId) -> bool:
    """Whether a thread is a question, is no duplicate, and has no canonical answer."""
    kinds = list(question_kinds(context.community_type))
    return bool(context.rows(sql.FREE_QUESTION, question=thread, kinds=kinds))
