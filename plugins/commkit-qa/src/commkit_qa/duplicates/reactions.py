"""How marks follow their questions: which lead where, after these were opened, merged, split or moved."""

from attrs import evolve

from commkit import Context
from commkit.posts import Post, PostId, PostMoved, PostStateChanged, ThreadsMerged, ThreadSplit
from commkit_qa.duplicates import statements as sql
from commkit_qa.duplicates.facts import DuplicateReversed
from commkit_qa.duplicates.feature import duplicate_feature
from commkit_qa.duplicates.handlers import set_mark
from commkit_qa.duplicates.policy import ends_of_circles, root_of
from commkit_qa.duplicates.records import DuplicateMark, DuplicateState
from commkit_qa.policy import CLOSED, SOLVED
from commkit_qa.questions.handlers import reopen


@duplicate_feature.reacts_to(PostStateChanged)
def reverse_on_opening(context: Context, fact: PostStateChanged) -> None:
    """A question that is open again is no duplicate any more."""
    if fact.after in (SOLVED, CLOSED):
        return
    mark = _confirmed_mark(context, fact.post)
    if mark is not None:
        _reverse(context, mark)


@duplicate_feature.reacts_to(ThreadsMerged)
def follow_merge(context: Context, fact: ThreadsMerged) -> None:
    """What led to the merged question leads to the other one."""
    _merge_marks(context, fact.thread, fact.into)


@duplicate_feature.reacts_to(ThreadSplit)
def follow_split(context: Context, fact: ThreadSplit) -> None:
    """What led to a question before it was merged leads to it again, once it is split off."""
    _refresh_roots(context, _locked_root(context, fact.thread))


@duplicate_feature.reacts_to(PostMoved)
def follow_move(context: Context, fact: PostMoved) -> None:
    """What led to a question that was merged leads to the thread to which it was moved."""
    if fact.into != fact.thread:
        _refresh_roots(context, _locked_root(context, fact.thread), kept=fact.into)


def _confirmed_mark(context: Context, question: PostId) -> DuplicateMark | None:
    """The confirmed mark of a question, with its root locked: nobody else leads it on to another root then."""
    mark = context.one(sql.CONFIRMED, question=question)
    while mark is not None:
        context.rows(sql.LOCK, posts=[mark.root])
        again = context.one(sql.CONFIRMED, question=question)
        if again is None or again.root == mark.root:
            return again
        mark = again
    return None


def _locked_root(context: Context, question: PostId) -> PostId:
    """Where the readers of a question are sent, locked; the question itself, unlocked, if it is no duplicate."""
    mark = _confirmed_mark(context, question)
    return question if mark is None else mark.root


def _reverse(context: Context, mark: DuplicateMark) -> None:
    """Take a confirmed mark back; what led through its question leads to it from then on."""
    _take_back(context, mark)
    _refresh_roots(context, mark.root)


def _take_back(context: Context, mark: DuplicateMark) -> None:
    set_mark(
        context,
        mark,
        evolve(
            mark,
            state=DuplicateState.REVERSED,
            settled_by=context.member_or_none,
            settled_at=context.now,
        ),
    )
    context.emit(DuplicateReversed(question=mark.question, root=mark.root))


def _merge_marks(context: Context, merged: PostId, into: PostId) -> None:
    """What was said about a question that became a reply is over; what led to it leads to where it is now."""
    roots = {merged, _locked_root(context, merged)}
    for mark in context.rows(sql.STANDING, question=merged):
        after = evolve(
            mark,
            state=DuplicateState.MERGED,
            settled_by=context.member_or_none,
            settled_at=context.now,
        )
        set_mark(context, mark, after)
    _refresh_roots(context, *sorted(roots), kept=into)


def _refresh_roots(context: Context, *roots: PostId, kept: PostId | None = None) -> None:
    """Compute the roots of all duplicates anew that lead to some, after questions were opened, merged, moved or split.

    Merging may make a circle, where what a question led to is merged into it: it is opened again then.

    Args:
        context: The context.
        *roots: To which they lead so far; locked.
        kept: The question into which others were merged, which is the end of such a circle.
    """
    group = {question: (on, root) for question, on, root in context.rows(sql.GROUP, roots=list(roots))}
    leads_to = {question: on for question, (on, _) in group.items()}
    for question in ends_of_circles(leads_to, kept):
        del leads_to[question]
        _open_again(context, question)
    ends = {question: root_of(question, leads_to) for question in leads_to}
    beyond = dict(context.rows(sql.ROOTS, questions=sorted({*ends.values()}))) if ends else {}
    for question, end in ends.items():
        root = beyond.get(end, end)
        if root != group[question][1]:
            context.run(sql.SET_ROOT, question=question, new_root=root)


def _open_again(context: Context, question: PostId) -> None:
    mark = _confirmed_mark(context, question)
    if mark is not None:
        _take_back(context, mark)
    post = context.get(Post, question)
    if post.state == CLOSED:
        reopen(context, post)
