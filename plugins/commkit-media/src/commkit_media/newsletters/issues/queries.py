"""How issues are read, and what the next one has."""

from uuid import UUID

from commkit import Context
from commkit.posts import PostId
from commkit_articles import ListSeriesParts
from commkit_media.front.queries import CLOSED_STATES
from commkit_media.newsletters.feature import EDIT_NEWSLETTERS, newsletter_feature
from commkit_media.newsletters.issues import statements as sql
from commkit_media.newsletters.issues.messages import ListIssues, PreviewIssue
from commkit_media.newsletters.issues.records import IssuePost, IssuePreview, NewsletterIssue
from commkit_media.newsletters.records import Newsletter

_MOST_CANDIDATES = 500
"""The newest of what was published since the last issue, among which the rules choose."""


@newsletter_feature.loads(NewsletterIssue)
def fetch_issue(context: Context, id: UUID) -> NewsletterIssue | None:
    """An issue, for who edits newsletters."""
    return context.one(sql.ONE, id=id) if context.can(EDIT_NEWSLETTERS) else None


@newsletter_feature.handles(PreviewIssue)
def preview_issue(context: Context, query: PreviewIssue) -> IssuePreview:
    """The issue, and its posts in one statement."""
    return preview(context, context.get(NewsletterIssue, query.issue))


@newsletter_feature.handles(ListIssues)
def list_issues(context: Context, query: ListIssues) -> tuple[NewsletterIssue, ...]:
    """One statement."""
    return tuple(context.rows(sql.PAGE, newsletter=context.get(Newsletter, query.newsletter).id))


def preview(context: Context, issue: NewsletterIssue) -> IssuePreview:
    """An issue with those of its posts that the actor may see."""
    return IssuePreview(issue, tuple(shown.id for shown in posts_shown(context, issue)))


def posts_shown(context: Context, issue: NewsletterIssue) -> list[IssuePost]:
    """The posts of an issue that the actor may read now, in their order; none for who may read no posts here."""
    if not context.can("posts.read"):
        return []
    return context.rows(sql.SHOWN, issue=issue.id, closed_states=CLOSED_STATES)


def candidates(context: Context, newsletter: Newsletter) -> list[PostId]:
    """What the next issue has by the rules of its newsletter: articles, then featured comments, the newest first."""
    given = {
        "since": newsletter.covered_until,
        "until": context.now,
        "closed_states": CLOSED_STATES,
        "size": _MOST_CANDIDATES,
    }
    in_series = _series_posts(context, newsletter)

    def fits(thread: UUID, tags: tuple[str, ...], space: UUID | None) -> bool:
        return (
            (not newsletter.tags or not set(newsletter.tags).isdisjoint(tags))
            and (newsletter.space is None or newsletter.space == space)
            and (in_series is None or thread in in_series)
        )

    kinds = (sql.ARTICLES, sql.FEATURED) if newsletter.featured else (sql.ARTICLES,)
    chosen: list[PostId] = []
    for kind in kinds:
        found = [id for id, *place in context.rows(kind, **given) if fits(*place) and id not in chosen]
        chosen += found[: newsletter.most]
    return chosen


def _series_posts(context: Context, newsletter: Newsletter) -> set[UUID] | None:
    if newsletter.series is None:
        return None
    return {part.post for part in context.ask(ListSeriesParts(newsletter.series))}
