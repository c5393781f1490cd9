"""The numbers of parties."""

from attrs import frozen

from commkit.statistics import MedianWait, Share


@frozen
class PartyNumbers:
    """How looking for a group goes, over at most the latest 10,000 parties of the time that was asked for.

    Attributes:
        parties: How many were posted.
        filled: The share whose last place was taken, of those that look for nobody any more or were filled, with its
            Wilson score interval; None where fewer than five people posted, or there is none.
        time_to_fill: The median time from posting to the last place, by Kaplan and Meier, with those counted that
            were not filled until they ended or until now; None where fewer than five people posted.
        no_shows: The share of those who were ready and did not come, of all who were ready, in parties whose time is
            over; what was forgiven does not count, and what is disputed neither. None where it is of fewer than five
            people.
    """

    parties: int
    filled: Share | None
    time_to_fill: MedianWait | None
    no_shows: Share | None
