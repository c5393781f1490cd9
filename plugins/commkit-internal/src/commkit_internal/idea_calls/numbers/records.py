"""The numbers of idea calls."""

from attrs import frozen

from commkit.statistics import MedianWait, Share


@frozen
class IdeaNumbers:
    """What idea calls come to, over the ideas submitted in a period, at most the latest 10,000.

    Attributes:
        calls: How many calls they were submitted to.
        ideas: How many stand: neither withdrawn nor merged into others.
        authors: By how many members, those of merged ones among them.
        replied_in_time: The share of ideas whose authors were given the reply by the time that was promised, among
            those that were given one or whose time is over, with its Wilson score interval; None where there are none.
        time_to_decision: The median time from an idea to the decision about it, with those counted that still wait.
    """

    calls: int
    ideas: int
    authors: int
    replied_in_time: Share | None
    time_to_decision: MedianWait
