"""The numbers of a kind."""

from attrs import frozen

from commkit.statistics import MedianWait, Share


@frozen
class MatchingNumbers:
    """How matching of a kind goes; as it is now, over at most the latest 10,000 requests and answers.

    Attributes:
        kind: The name of the kind.
        requests: How many requests there were, open and withdrawn.
        matched: The share of requests that led to a match, with its Wilson score interval; None where fewer than five
            people asked.
        time_to_match: The median time from a request to the first match, by Kaplan and Meier, with those counted that
            wait; who withdrew unmatched waited until then. None where fewer than five people asked.
        accepted: The share of answers that accept, of those who answered, with its interval. It is told in batches of
            five people, so that no two readings tell of one; None without a batch.
        exposure: The Gini coefficient of how many proposals each of those who ask now has been in, those with none
            among them: 0 where all have as many. None where fewer than five people ask, or nobody has been in any.
        exposed: Of how many people that is.
    """

    kind: str
    requests: int
    matched: Share | None
    time_to_match: MedianWait | None
    accepted: Share | None
    exposure: float | None
    exposed: int
