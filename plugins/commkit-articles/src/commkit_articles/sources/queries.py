"""How sources, credits and the articles of a thread are read."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit import Context, MemberId, NotFound
from commkit.posts import Post, PostId
from commkit_articles.desk.records import Article
from commkit_articles.publishing import statements as publishing_sql
from commkit_articles.publishing.queries import published
from commkit_articles.publishing.records import PublishedArticle
from commkit_articles.sources import statements as sql
from commkit_articles.sources.feature import sources_feature
from commkit_articles.sources.messages import ListArticlesFromThread, ListArticleSources, ListCredits
from commkit_articles.sources.records import ArticleSource, Credit


@sources_feature.handles(ListArticleSources)
def list_article_sources(context: Context, query: ListArticleSources) -> tuple[ArticleSource, ...]:
    """Load the article, then what it was made of."""
    return tuple(context.rows(sql.SOURCES, article=context.get(Article, query.article).id))


@sources_feature.handles(ListCredits)
def list_credits(context: Context, query: ListCredits) -> tuple[Credit, ...]:
    """The contributors other than its authors, in the order of what was taken."""
    row = context.one(publishing_sql.ONE_PUBLIC, post=query.post)
    if row is None:
        raise NotFound("articles.not_found", "there is no such article here, or it is not for you to see")
    (article,) = published(context, [row])
    authors = {byline.member for byline in article.authors}
    found: dict[UUID, tuple[str, list[PostId]]] = {}
    for member, name, post in context.rows(sql.CREDITS, article=row[0]):
        if member not in authors:
            found.setdefault(member, (name, []))[1].append(PostId(post))
    return tuple(Credit(MemberId(member), name, tuple(posts)) for member, (name, posts) in found.items())


@sources_feature.handles(ListArticlesFromThread)
def list_articles_from_thread(
    context: Context, query: ListArticlesFromThread
) -> tuple[PublishedArticle, ...]:
    """Load the thread, then the articles."""
    thread = context.get(Post, query.thread)
    return tuple(published(context, context.rows(sql.FROM_THREAD, thread=thread.id)))


@sources_feature.marks(Post)
def mark_taken(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Threads of which an article was made that the reader may see."""
    rows = context.rows(sql.MARKED, ids=list(ids)) if ids and context.can("articles.read") else ()
    return {thread: ("in_article",) for (thread,) in rows}
