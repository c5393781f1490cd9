"""How articles, their versions and what was decided about them are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, Description, NotFound, Page
from commkit.posts import line_changes, word_changes
from commkit.storage import LAST_ID, keyset, page_size
from commkit_articles.desk import statements as sql
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.handlers import with_coauthors
from commkit_articles.desk.messages import (
    CompareArticleVersions,
    ListArticleActions,
    ListArticleVersions,
    ListDeskArticles,
    ListMyArticles,
    ReadArticle,
)
from commkit_articles.desk.records import Article, ArticleAction, ArticleDiff, ArticleVersion

_MINE = keyset(UUID, of="articles.mine")
_DESK = keyset(UUID, of="articles.desk")
_VERSIONS = keyset(int, of="articles.versions")


@desk_feature.handles(ReadArticle)
def read_article(context: Context, query: ReadArticle) -> Article:
    """Load it."""
    return context.get(Article, query.article)


@desk_feature.handles(ListMyArticles)
def list_my_articles(context: Context, query: ListMyArticles) -> Page[Article]:
    """A page, and the co-authors of all on it."""
    limit = page_size(query.limit)
    (after,) = _MINE.decode(query.after, default=(LAST_ID,))
    rows = context.rows(sql.MINE, me=context.member, after=after, size=limit + 1)
    return _MINE.page(with_coauthors(context, rows), limit, lambda article: (article.id,))


@desk_feature.handles(ListDeskArticles)
def list_desk_articles(context: Context, query: ListDeskArticles) -> Page[Article]:
    """A page of those that the actor sees, and the co-authors of all on it."""
    limit = page_size(query.limit)
    cursors = _DESK.of_query(query)
    (after,) = cursors.decode(query.after, default=(LAST_ID,))
    if query.states:
        states = [state.value for state in query.states]
        rows = context.rows(sql.IN_STATES, states=states, after=after, size=limit + 1)
    else:
        rows = context.rows(sql.ALL, after=after, size=limit + 1)
    return cursors.page(with_coauthors(context, rows), limit, lambda article: (article.id,))


@desk_feature.handles(ListArticleVersions)
def list_article_versions(context: Context, query: ListArticleVersions) -> Page[ArticleVersion]:
    """Load the article, then a page of its versions."""
    article = context.get(Article, query.article)
    limit = page_size(query.limit)
    (after,) = _VERSIONS.within(article.id).decode(query.after, default=(0,))
    rows = context.rows(sql.VERSIONS, article=article.id, after=after, size=limit + 1)
    return _VERSIONS.within(article.id).page(rows, limit, lambda version: (version.version,))


@desk_feature.handles(CompareArticleVersions)
def compare_article_versions(context: Context, query: CompareArticleVersions) -> ArticleDiff:
    """Compare two versions as the core compares revisions."""
    article = context.get(Article, query.article)
    numbers = (query.before, article.version if query.after is None else query.after)
    if not all(1 <= number <= article.version for number in numbers):
        raise NotFound("articles.no_version", f"there is no such version; give 1 to {article.version}")
    rows = context.rows(sql.TWO_VERSIONS, article=article.id, before=numbers[0], after=numbers[1])
    versions = {row.version: row for row in rows}
    before, after = (versions[number] for number in numbers)
    return ArticleDiff(
        article=article.id,
        before=before.version,
        after=after.version,
        title=word_changes(before.title, after.title),
        body=line_changes(before.body, after.body),
        removed_tags=tuple(tag for tag in before.tags if tag not in after.tags),
        added_tags=tuple(tag for tag in after.tags if tag not in before.tags),
        changed_fields=tuple(
            name
            for name in sorted({*before.fields, *after.fields})
            if before.fields.get(name) != after.fields.get(name)
        ),
    )


@desk_feature.handles(ListArticleActions)
def list_article_actions(context: Context, query: ListArticleActions) -> tuple[ArticleAction, ...]:
    """Load the article, then what was decided about it."""
    return tuple(context.rows(sql.ACTIONS, article=context.get(Article, query.article).id))


@desk_feature.describes(Article)
def describe_articles(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An article is called by its title."""
    rows = context.rows(sql.OF_IDS, ids=list(ids)) if ids and context.can("articles.write") else ()
    return {
        id: Description(title, body, markup=markup, author=author) for id, title, body, markup, author in rows
    }
