"""Queries of first posts."""

from attrs import frozen

from commkit.posts.records import Post
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ListFirstPosts(Query[Page[Post]]):
    """List the first posts of newcomers that have no reply, the newest first: for those who welcome them."""

    permission = "posts.read_first_posts"
    personal = ()

    after: str | None = None
    limit: int = 20
