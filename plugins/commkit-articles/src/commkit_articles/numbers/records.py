"""What the desk can be told of itself in numbers."""

from datetime import timedelta

from attrs import frozen

from commkit_articles.policy import ArticleState


@frozen
class StateCount:
    """How many articles are in a state.

    Attributes:
        state: The state.
        articles: How many.
    """

    state: ArticleState
    articles: int


@frozen(kw_only=True)
class DeskNumbers:
    """Numbers of a desk, over the articles that the reader may see; what is removed or hidden is not counted.

    Attributes:
        by_state: Articles begun since the given time, by the state they are in now; states of none are left out.
        published: Articles of them that were published, whatever became of them: the sample size of all below.
        lead_time: The median time from when an article was begun to when it was published, elapsed and not in business
            hours; None where `published` is 0. With an even number of articles it is the mean of the two in the
            middle. The lead time of Kanban, from the commitment to the delivery, with the first draft as commitment.
        corrected: Articles of those published that were corrected at least once.
        corrections: Corrections of them.
        corrections_per_article: `corrections` divided by `published`, a plain ratio; None where `published` is 0. More
            of them can mean more mistakes or more honesty, so read it beside what was corrected.
    """

    by_state: tuple[StateCount, ...]
    published: int
    lead_time: timedelta | None
    corrected: int
    corrections: int
    corrections_per_article: float | None
