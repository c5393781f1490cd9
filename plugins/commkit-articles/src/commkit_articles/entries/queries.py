"""How feeds learn of co-authors, corrections and retirements."""

from collections import defaultdict
from uuid import UUID

from commkit import Context
from commkit.feeds import EntryDetails, EntryNotice
from commkit_articles.desk.feature import desk_feature
from commkit_articles.entries import statements as sql
from commkit_articles.entries.messages import ReadArticleEntries
from commkit_articles.policy import ArticleState
from commkit_articles.publishing.queries import published
from commkit_articles.publishing.records import PublishedArticle

_MOST = 10
"""Corrections of an article that a feed shows, at most."""


@desk_feature.handles(ReadArticleEntries)
def read_article_entries(context: Context, query: ReadArticleEntries) -> tuple[EntryDetails, ...]:
    """The articles among the posts, and their corrections."""
    rows = context.rows(sql.SOME_PUBLIC, posts=list(query.posts)) if query.posts else []
    if not rows:
        return ()
    corrections: dict[UUID, list[EntryNotice]] = defaultdict(list)
    for article, note, at in context.rows(
        sql.LATEST_CORRECTIONS, articles=[row[0] for row in rows], most=_MOST
    ):
        corrections[article].append(EntryNotice(ArticleState.CORRECTED.value, note, at))
    return tuple(
        EntryDetails(
            post=its.post,
            authors=tuple(byline.name for byline in its.authors[1:]),
            notices=(*_retired(its), *corrections[row[0]]),
        )
        for row, its in zip(rows, published(context, rows), strict=True)
    )


def _retired(article: PublishedArticle) -> tuple[EntryNotice, ...]:
    if article.retired_at is None:
        return ()
    return (
        EntryNotice(
            ArticleState.RETIRED.value, article.retired_because, article.retired_at, article.replaced_by
        ),
    )
