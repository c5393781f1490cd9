"""What becomes of votes and closures when the state of a question changes otherwise."""

from commkit import Context
from commkit.posts import PostStateChanged
from commkit_developer.closing import statements as sql
from commkit_developer.closing.feature import closing_feature
from commkit_qa import CLOSED, SOLVED


@closing_feature.reacts_to(PostStateChanged)
def end_votes_and_closure(context: Context, fact: PostStateChanged) -> None:
    """Votes are about the state in which they were given; a closure ends when the question is closed no more."""
    if CLOSED not in (fact.before, fact.after) and fact.after != SOLVED:
        return
    context.run(sql.DELETE_VOTES, question=fact.post)
    if fact.before == CLOSED:
        context.run(sql.END_CLOSURE, question=fact.post, now=context.now, new_reopened=fact.after != SOLVED)
