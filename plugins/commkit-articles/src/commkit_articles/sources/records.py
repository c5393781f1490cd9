"""Where the text of an article comes from, and who is credited for it."""

from datetime import datetime

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit_articles.desk.records import ArticleId


@frozen
class ArticleSource:
    """A post that the text of an article was taken from, for its authors and the desk.

    Attributes:
        article: The article.
        post: The post.
        position: Its place among the posts that were taken, from 1.
        contributor: Who wrote it; None where nobody with a membership did.
        taken_at: When it was taken.
    """

    article: ArticleId
    post: PostId
    position: int
    contributor: MemberId | None
    taken_at: datetime


@frozen
class Credit:
    """Somebody whose posts an article was made of, other than its authors.

    Attributes:
        member: The contributor.
        name: Their name.
        posts: Their posts that were taken, as far as the reader may see them.
    """

    member: MemberId
    name: str
    posts: tuple[PostId, ...]
