"""What follows for threads when a group is deleted."""

from commkit.members import GroupDeleted
from commkit.posts import statements as sql
from commkit.posts.feature import posts
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@posts.reacts_to(GroupDeleted)
def check_is_no_audience(context: Context, fact: GroupDeleted) -> None:
    """A group that is the audience of a thread is not deleted: the thread would be for nobody, or for all.

    Raises:
        Conflict: It is one.
    """
    if context.rows(sql.WITH_AUDIENCE, group=fact.group):
        raise Conflict("posts.group_is_audience", "this group is the audience of a thread, and has to stay")
