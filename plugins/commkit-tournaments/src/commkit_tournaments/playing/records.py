"""Who plays, in numbers."""

from datetime import datetime, timedelta

from attrs import frozen

from commkit.statistics import Share

ACTIVATION_WINDOW = timedelta(days=14)
"""Within which time of joining a first match counts."""


@frozen(kw_only=True)
class PlayingNumbers:
    """Who plays and who organises, in a period.

    Attributes:
        since: From when on; None for the beginning.
        until: Until when; None for now.
        joined: Persons who joined in the period, at least 14 days ago: who joined since may still play in time.
        activated: Those of them who played a first match of a tournament within 14 days of joining.
        activated_share: `activated` among `joined`, with its sample size and interval (Wilson, 95 %); None for no
            sample.
        tournaments: Tournaments that were made in the period, as they are now.
        organisers: Who made them.
        top_share: The share of them that the busiest organiser made, with its sample size and interval; None for no
            sample.
        absence_factor: The fewest organisers who together made at least half of them (CHAOSS, contributor absence
            factor); None for no tournament.
        waiting: Matches of them that wait for a judge now.
    """

    since: datetime | None
    until: datetime | None
    joined: int
    activated: int
    activated_share: Share | None
    tournaments: int
    organisers: int
    top_share: Share | None
    absence_factor: int | None
    waiting: int
