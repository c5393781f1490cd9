"""What happens to published articles. They name the post, so that whoever may see it is told."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class ArticlePublished(Fact):
    """An article was published; `posts.post_created` tells of its post, too."""

    name = "articles.published"
    visible_to = "articles.read"
    post: PostId


@frozen
class ArticleCorrected(Fact):
    """A published article was corrected.

    Attributes:
        post: Its post.
        version: The version of the post that the correction made.
    """

    name = "articles.corrected"
    visible_to = "articles.read"
    post: PostId
    version: int


@frozen
class ArticleRetired(Fact):
    """A published article was retired."""

    name = "articles.retired"
    visible_to = "articles.read"
    post: PostId
