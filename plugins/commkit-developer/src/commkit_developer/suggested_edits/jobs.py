"""The worker's command of suggested edits."""

from attrs import frozen

from commkit import Command, Context
from commkit_developer.suggested_edits import statements as sql
from commkit_developer.suggested_edits.facts import EditKept
from commkit_developer.suggested_edits.feature import edit_feature
from commkit_developer.suggested_edits.records import SuggestedEditId


@frozen
class KeepEdit(Command[bool]):
    """Tell that an approved edit was kept, once it has stood for as long as the settings said when it was approved.

    Returns:
        Whether it is kept now, and was not before.
    """

    permission = "developer.mark_kept"
    when_archived = True

    edit: SuggestedEditId


@edit_feature.handles(KeepEdit)
def keep_edit(context: Context, command: KeepEdit) -> bool:
    """Mark it in one statement, which finds nothing where it was rolled back."""
    rows = context.rows(sql.KEEP, id=command.edit, now=context.now)
    for post, suggester, reviewer in rows:
        context.emit(EditKept(edit=command.edit, post=post, suggester=suggester, reviewer=reviewer))
    return bool(rows)
