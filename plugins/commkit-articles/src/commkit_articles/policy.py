"""What all rooms of the plugin share: post kinds, the states of an article, permissions."""

from enum import StrEnum

from commkit import CommunityType, Conflict, PostKind

MIGRATIONS = "commkit_articles.migrations"
"""The package of the plugin's Alembic revisions; every feature of the plugin names it."""

DESK = frozenset(
    {
        "articles.read_desk",
        "articles.edit",
        "articles.review",
        "articles.publish",
        "articles.correct",
        "articles.retire",
        "articles.manage_series",
        "articles.read_numbers",
    }
)
"""The permissions of the desk. Stewards have them; a community type grants them to further roles, such as its editors:
`Role(grants=DESK, staff=True)`. Each may be granted alone, too: who reviews need not publish."""


class ArticleState(StrEnum):
    """Where an article is. Up to `embargoed` only its authors and the desk see it; from `published` on it is a post."""

    DRAFT = "draft"
    """Its authors write it."""
    REVIEW = "review"
    """It waits for a reviewer."""
    APPROVED = "approved"
    """A reviewer approved the version that it has."""
    SCHEDULED = "scheduled"
    """The worker publishes it at its time."""
    EMBARGOED = "embargoed"
    """The worker publishes it at its time, and nobody before the embargo ends."""
    PUBLISHED = "published"
    """It is a post, for its audience."""
    CORRECTED = "corrected"
    """Its text was changed since, with a note that all see."""
    RETIRED = "retired"
    """It does not hold any more, or it was given up before it was published."""


PUBLIC_STATES = (ArticleState.PUBLISHED, ArticleState.CORRECTED, ArticleState.RETIRED)
"""The states of the post that an article becomes."""

ARTICLE = PostKind(
    name="article",
    opens=True,
    replies=("comment",),
    # No transitions: only the commands of the desk change the state of an article.
    states={state.value: () for state in PUBLIC_STATES},
    closed={ArticleState.RETIRED.value},
)
"""The post kind of a published article; a type uses it as it is, or evolves it: `evolve(ARTICLE, name="news")`."""
COMMENT = PostKind(name="comment", replies=("comment",))
"""The post kind of what is said below an article."""


def article_kind(type: CommunityType, name: str) -> PostKind | None:
    """The post kind of that name if its posts are articles: they open a thread and have the states of an article.

    Args:
        type: The community's type.
        name: The kind of a post.
    """
    kind = type.kind(name)
    return kind if kind is not None and kind.opens and set(PUBLIC_STATES) <= set(kind.states) else None


def stale() -> Conflict:
    """The error for what was changed since it was read."""
    return Conflict("articles.stale", "somebody changed this article in the meantime; read it again")
