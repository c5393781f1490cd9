"""What posts are marked with."""

from collections.abc import Mapping, Sequence

from commkit import Context
from commkit.posts import Post, PostId
from commkit_media.flair import statements as sql
from commkit_media.flair.feature import FlairSettings, flair_feature


@flair_feature.marks(Post)
def mark_authors(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """`media.staff` for staff, and the role where the settings name it; as the author is now."""
    roles = context.settings(FlairSettings).roles
    found = {}
    for post, role, staff in context.rows(sql.AUTHORS, posts=list(ids)):
        marks = (*(("staff",) if staff else ()), *((role,) if role in roles else ()))
        if marks:
            found[post] = marks
    return found
