"""How articles are made of threads."""

from typing import cast

from attrs import evolve

from commkit import Conflict, Context, Invalid, NotFound
from commkit.posts import Post
from commkit_articles.desk.handlers import save
from commkit_articles.desk.messages import CreateArticle, Markup
from commkit_articles.desk.policy import check_unpublished, check_writes
from commkit_articles.desk.records import Article
from commkit_articles.sources import statements as sql
from commkit_articles.sources.feature import sources_feature
from commkit_articles.sources.messages import DraftArticleFromThread, SettleSources
from commkit_articles.sources.policy import Taken, check_sources, made_of, may_be_taken, text_of


@sources_feature.handles(DraftArticleFromThread)
def draft_article_from_thread(context: Context, command: DraftArticleFromThread) -> Article:
    """Begin the article as `CreateArticle` does, keep what it was made of, and check that this may be taken."""
    posts = _taken(context, command)
    body, markup = text_of(posts)
    created = context.do(
        CreateArticle(
            title=command.title,
            body=body,
            tags=command.tags,
            kind=command.kind,
            markup=cast("Markup", markup),
            space=command.space,
            audience=command.audience,
            made_with=made_of(posts),
        )
    )
    drafted = save(context, created, evolve(created, taken=len(posts)))
    context.run_many(
        sql.ADD,
        [
            {
                "article": drafted.id,
                "post": post.post,
                "position": position,
                "contributor": post.author,
                "taken_at": context.now,
            }
            for position, post in enumerate(posts, start=1)
        ],
    )
    check_sources(context.rows(sql.STATES, article=drafted.id), drafted.taken, drafted.audience)
    return drafted


def _taken(context: Context, command: DraftArticleFromThread) -> list[Taken]:
    """The posts, as the actor sees them."""
    thread = context.get(Post, command.thread)
    wanted = set(command.posts)
    if not wanted:
        raise Invalid.field("posts", "missing", "name at least one post of the thread")
    posts = context.rows(sql.TAKEN, thread=thread.id, ids=list(wanted))
    if len(posts) < len(wanted):
        raise NotFound("articles.no_source", "one of these posts is not there, or is none of this thread")
    if thread.removed_at is not None or any(post.removed_at is not None for post in posts):
        raise Conflict("articles.source_closed", "what was removed is not taken; leave it out")
    return posts


@sources_feature.handles(SettleSources)
def settle_sources(context: Context, command: SettleSources) -> Article:
    """Take away what may not be taken any more, and count what is left; nothing changes where nothing is to settle."""
    before = context.get(Article, command.article)
    check_writes(context, before)
    check_unpublished(before)
    sources = context.rows(sql.STATES, article=before.id)
    closed = [source.post for source in sources if not may_be_taken(source, before.audience)]
    if len(sources) == before.taken and not closed:
        return before
    after = save(context, before, evolve(before, taken=len(sources) - len(closed)))
    context.run_many(sql.DELETE, [{"article": before.id, "post": post} for post in closed])
    return after
