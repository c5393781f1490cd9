"""Which reactions are votes, and what is told of ranks."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from attrs import frozen

from commkit import FieldError, Invalid
from commkit.posts import PostId
from commkit_ranking.policy import RankOrder

_LONGEST = timedelta(minutes=1)


@frozen
class RankSettings:
    """Which reactions are votes, and when a vote moves a thread.

    Attributes:
        up: The names of the reactions that are votes for a thread. Where it and `down` are left out, these are all
            that add to the score of a post, and those against it all that take from it.
        down: The names of the reactions that are votes against it.
        settle: How long after a vote the thread moves, 0 to 1 minute. Pages of a list are exact while no
            transaction that moves threads takes longer than half of it.

    Raises:
        Invalid: A reaction is named twice, or the time is out of range (`ranking.bad_settings`).
    """

    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    settle: timedelta = timedelta(seconds=2)

    def __attrs_post_init__(self) -> None:
        faults = []
        named = (*self.up, *self.down)
        if len(set(named)) != len(named):
            faults.append(FieldError("up", "duplicate", "name each reaction once, in up or in down"))
        if not timedelta() <= self.settle <= _LONGEST:
            faults.append(FieldError("settle", "out_of_range", "give 0 to 60 seconds"))
        if faults:
            raise Invalid(faults, code="ranking.bad_settings")

    def votes(self, weights: Mapping[str, int]) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the reactions that are votes for a thread, and of those against it.

        Args:
            weights: What each reaction of the community's type adds to the score.
        """
        if self.up or self.down:
            return frozenset(self.up), frozenset(self.down)
        up = (name for name, weight in weights.items() if weight > 0)
        return frozenset(up), frozenset(name for name, weight in weights.items() if weight < 0)


@frozen(kw_only=True)
class RankExplanation:
    """Why a thread stands where it stands.

    Attributes:
        thread: The post that opened it.
        order: In which order of threads.
        value: What it is sorted by: of `latest` and `active` seconds since 1970, of others what the formula gives.
        formula: The formula, in the names of the fields below.
        up: Votes for it.
        down: Votes against it.
        score: Votes for it less votes against it.
        opened_at: When it was opened; for `hot` and `scaled` it counts in seconds since 2020-01-01.
        activity_at: When something was last added to it.
        active_people: The people who wrote in its space within 30 days, as they were counted for its ranks.
        effective_at: The moment from which pages have it at this place; lists begun before have it at another one.
    """

    thread: PostId
    order: RankOrder
    value: float
    formula: str
    up: int
    down: int
    score: int
    opened_at: datetime
    activity_at: datetime
    active_people: int
    effective_at: datetime


@frozen(kw_only=True)
class RankReport:
    """What a part of a rebuild did.

    Attributes:
        posts: Posts that were looked at: threads, and replies where these were asked for.
        changed: Those whose ranks were not what their votes come to; none where everything was right.
        next: Give it as `after` to go on; None at the end.
    """

    posts: int
    changed: int
    next: PostId | None
