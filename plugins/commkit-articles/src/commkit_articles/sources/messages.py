"""The commands and queries of articles that are made of threads."""

from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Query, TextCommand
from commkit.members import GroupId
from commkit.posts import PostId
from commkit.spaces import SpaceId
from commkit_articles.desk.messages import Tags, Title, Word
from commkit_articles.desk.records import Article, ArticleId
from commkit_articles.publishing.records import PublishedArticle
from commkit_articles.sources.records import ArticleSource, Credit

MAX_TAKEN = 50


@frozen(kw_only=True)
class DraftArticleFromThread(TextCommand[Article]):
    """Begin an article whose first version is made of posts of a thread, in the order of the thread.

    It is kept which posts these were, and whose: readers of the article see the credits, and those who wrote the posts
    are thanked when it is published. Nothing is taken from behind a wall, from a smaller audience than the
    article's, or of what was removed; this is asked again when the article is published, or gets another place.

    Attributes:
        thread: The id of the post that opened the thread.
        posts: Up to 50 posts of that thread, which the actor may see; they have one markup.
        title: The title of the article.
        tags: Its tags.
        kind: A post kind of the community's type whose posts are articles.
        space: The space that it is published in; its audience is the article's.
        audience: A group that the author is in, which alone sees it.

    Raises:
        NotFound: There is no such thread, or one of the posts is none of it, for this actor.
        Invalid: No post is given, they have different markups, or are together too long for an article.
        Conflict: A post stands where nothing may be taken from, or was removed.
    """

    permission = "articles.write"
    creates = True
    shown = ("title", "tags")
    personal = ("title", "tags")

    thread: PostId
    posts: Annotated[tuple[PostId, ...], Items(max=MAX_TAKEN)]
    title: Title
    tags: Tags = ()
    kind: Word = "article"
    space: SpaceId | None = None
    audience: GroupId | None = None


@frozen
class SettleSources(Command[Article]):
    """Say that an article holds nothing any more of the posts that may not be taken since, by its authors or the desk.

    It takes the rows of those posts away that were removed, or stand where nothing may be taken from; and it accepts
    that contributors were erased. Until then such an article is not published.

    Raises:
        Conflict: It was published or retired.
    """

    permission = "articles.write"

    article: ArticleId


@frozen
class ListArticleSources(Query[tuple[ArticleSource, ...]]):
    """Which posts an article was made of, and whose, for its authors and the desk; only those that the actor sees."""

    permission = "articles.write"

    article: ArticleId


@frozen
class ListCredits(Query[tuple[Credit, ...]]):
    """Who contributed to an article: those of whom the reader may see a post that it was made of.

    Raises:
        NotFound: There is no such article for this actor.
    """

    permission = "articles.read"

    post: PostId


@frozen
class ListArticlesFromThread(Query[tuple[PublishedArticle, ...]]):
    """The published articles that were made of posts of a thread, the newest first; at most 20.

    Raises:
        NotFound: There is no such thread for this actor.
    """

    permission = "articles.read"

    thread: PostId
