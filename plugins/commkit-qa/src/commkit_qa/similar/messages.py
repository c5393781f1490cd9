"""The query of similar questions."""

from collections.abc import Mapping
from typing import Annotated

from attrs import field, frozen

from commkit import Items, Query, Text
from commkit.fields import FieldValue
from commkit_qa.similar.records import SimilarQuestion

Title = Annotated[str, Text(max=300, multiline=False)]
Body = Annotated[str, Text(max=40_000, min=0)]
TagName = Annotated[str, Text(max=50, multiline=False)]


@frozen(kw_only=True)
class ListSimilarQuestions(Query[tuple[SimilarQuestion, ...]]):
    """Questions that are like one that somebody is about to ask, the most similar first; nothing is written.

    The search finds those that have some of its words or tags. They are ordered by the share of words that both titles
    have, counted twice, the share of tags that both have, and the share of the given facts that the other one has
    alike; where these are equal, as the search found them. Canonical questions come first, as far as they are at least
    half as similar as the most similar one. Only questions that the reader may see and that are not
    removed are among them.

    Attributes:
        title: The title as it is so far.
        body: The text as it is so far.
        tags: Its tags, at most 10.
        facts: Values of the fields of its kind, as far as they are given, such as its version.
        limit: How many, 1 to 20.

    Raises:
        Invalid: The questions here have no such field (`no_fact`), or a value does not fit.
    """

    permission = "qa.list_similar"
    granted_to = "visitor"
    personal = ("title", "body", "tags", "facts")

    title: Title
    body: Body = ""
    tags: Annotated[tuple[TagName, ...], Items(max=10)] = ()
    facts: Annotated[Mapping[str, FieldValue], Items(max=20)] = field(factory=dict)
    limit: int = 5
