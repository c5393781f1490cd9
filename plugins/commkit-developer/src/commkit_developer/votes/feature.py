"""The feature of votes, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_developer.policy import MIGRATIONS, check_range
from commkit_developer.tables import VOTES
from commkit_developer.votes.records import VoteQuota

MOST = 10_000
"""The greatest quota that settings may ask for."""


@frozen
class VoteSettings:
    """How many votes a member may give on a day, which begins at midnight, UTC.

    Attributes:
        votes_per_day: Votes up and down, at most; 1 to 10,000. A vote that is taken back was given nevertheless.
        downs_per_day: Votes down among them, at most; 0 for none.

    Raises:
        Invalid: A number is out of its range (`developer.bad_settings`).
    """

    votes_per_day: int = 40
    downs_per_day: int = 20

    def __attrs_post_init__(self) -> None:
        check_range(self, votes_per_day=(1, MOST), downs_per_day=(0, MOST))


vote_feature = Feature(
    "developer.votes",
    tables=VOTES,
    migrations=MIGRATIONS,
    settings=VoteSettings(),
    requires=("posts",),
    records=(VoteQuota,),
)
"""Votes: what changes the score of a post, once for each member and post, and only so many a day."""
