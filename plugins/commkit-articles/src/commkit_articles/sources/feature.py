"""The feature of articles that are made of threads."""

from commkit import Feature, NotificationKind
from commkit_articles.policy import MIGRATIONS
from commkit_articles.sources.records import ArticleSource, Credit

sources_feature = Feature(
    "articles.from_threads",
    migrations=MIGRATIONS,
    requires=("articles.desk",),
    records=(ArticleSource, Credit),
    notification_kinds=(
        NotificationKind(
            name="articles.contributed",
            summary="An article was made of something that you wrote.",
            sentence="Thank you: “{title}” was made of what you wrote, too.",
        ),
    ),
)
"""Articles that are made of what was said in a thread."""
