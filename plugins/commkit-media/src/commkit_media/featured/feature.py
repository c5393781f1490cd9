"""The feature of featured comments."""

from commkit import Feature, NotificationKind
from commkit_media.featured.facts import CommentFeatured, CommentUnfeatured
from commkit_media.policy import MIGRATIONS, STEWARD
from commkit_media.tables import FEATURED

FEATURE_COMMENTS = "media.feature_comments"
"""The permission to feature comments; a type grants it to its editors."""

featured_feature = Feature(
    "media.featured",
    tables=FEATURED,
    migrations=MIGRATIONS,
    requires=("posts",),
    grants={"visitor": {"media.read_featured"}, STEWARD: {FEATURE_COMMENTS}},
    explicit_permissions=(FEATURE_COMMENTS,),
    facts=(CommentFeatured, CommentUnfeatured),
    notification_kinds=(
        NotificationKind(
            name="media.comment_featured",
            summary="The editors feature a comment of yours.",
            sentence="Your comment on “{title}” is featured.",
        ),
    ),
)
"""Featured comments: they stand first in their thread, and may stand on the front page."""
