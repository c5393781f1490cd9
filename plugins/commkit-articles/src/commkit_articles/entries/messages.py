"""The query of what feeds say of articles."""

from typing import Annotated

from attrs import frozen

from commkit import Items, Query
from commkit.feeds import EntryDetails
from commkit.posts import PostId


@frozen
class ReadArticleEntries(Query[tuple[EntryDetails, ...]]):
    """The co-authors, the corrections and the retirement of some articles, as feeds show them.

    Of what retired one, feeds show the reason and what to read instead; of corrections the notes of the newest 10.

    Attributes:
        posts: The ids of posts; at most 100. Those that are no articles, or are not for the reader, are left out.
    """

    permission = "articles.read"

    posts: Annotated[tuple[PostId, ...], Items(max=100)]
