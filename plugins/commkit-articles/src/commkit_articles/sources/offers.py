"""What an article or a thread must be like for a command about sources to be offered, besides the permission."""

from commkit import Context
from commkit.posts import Post
from commkit_articles.desk.policy import writes
from commkit_articles.desk.records import Article
from commkit_articles.sources.feature import sources_feature
from commkit_articles.sources.messages import DraftArticleFromThread, SettleSources


@sources_feature.offers(SettleSources, about=Article)
def was_made_of_posts(context: Context, article: Article) -> bool:
    """What was made of a thread and is not published; whether there is something to settle only the command tells."""
    return article.taken > 0 and article.is_unpublished and writes(context, article)


@sources_feature.offers(DraftArticleFromThread, about=Post)
def is_thread(context: Context, post: Post) -> bool:
    """Threads that were not removed; which of their posts may be taken only the command tells."""
    return post.opens and post.removed_at is None
