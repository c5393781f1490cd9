"""A question that is like another one."""

from datetime import datetime

from attrs import frozen

from commkit.posts import PostId


@frozen(kw_only=True)
class SimilarQuestion:
    """A question that is like the one that somebody asks, and why.

    Attributes:
        id: Its id.
        title: Its title.
        state: Its state.
        answer: The answer that is accepted; None where there is none.
        answer_count: Answers by people.
        tags: Its tags.
        created_at: When it was asked.
        shared_words: The words that both titles have.
        shared_tags: The tags that both have.
        canonical: What its canonical answer is canonical for; empty where it has none.
        shared_facts: The names of the fields in which both have equal values.
    """

    id: PostId
    title: str
    state: str
    answer: PostId | None
    answer_count: int
    tags: tuple[str, ...]
    created_at: datetime
    shared_words: tuple[str, ...]
    shared_tags: tuple[str, ...]
    shared_facts: tuple[str, ...] = ()
    canonical: str = ""
