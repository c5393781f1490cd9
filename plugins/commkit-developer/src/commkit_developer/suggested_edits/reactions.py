"""What becomes of an approved edit when its post is edited again."""

from commkit import Context
from commkit.posts import PostEdited
from commkit_developer.suggested_edits import statements as sql
from commkit_developer.suggested_edits.facts import EditRolledBack
from commkit_developer.suggested_edits.feature import edit_feature


@edit_feature.reacts_to(PostEdited)
def roll_back_edits(context: Context, fact: PostEdited) -> None:
    """Mark the edits before which the post said just what it says now, whoever brought that back."""
    for edit, before, after in context.rows(sql.UNDONE, post=fact.post):
        if tuple(before) != tuple(after):
            continue
        for (suggester,) in context.rows(sql.ROLL_BACK, id=edit, now=context.now):
            context.emit(EditRolledBack(edit=edit, post=fact.post, suggester=suggester))
