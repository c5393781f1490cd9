"""The rules of votes; no database."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from commkit_developer.votes.feature import VoteSettings
from commkit_developer.votes.records import VoteQuota, VotesOfDay


def other_votes(reactions: Mapping[str, int], given: str) -> tuple[str, ...]:
    """The votes that a vote takes the place of: the other reactions that change the score.

    Args:
        reactions: Each reaction of the type and what it adds to a score.
        given: The reaction that was given.

    Returns:
        Their names; nothing where the given one is no vote.
    """
    if not reactions.get(given):
        return ()
    return tuple(name for name, worth in reactions.items() if worth and name != given)


def quota_left(used: VotesOfDay | None, settings: VoteSettings, now: datetime) -> VoteQuota:
    """What is left of the votes of the present day.

    Args:
        used: What the member used on the last day on which they voted; None for a member who never did.
        settings: The community's settings.
        now: What time it is.
    """
    today = now.astimezone(UTC).date()
    votes, downs = (used.votes, used.downs) if used is not None and used.day == today else (0, 0)
    votes_left = max(settings.votes_per_day - votes, 0)
    return VoteQuota(
        votes_left=votes_left,
        downs_left=min(max(settings.downs_per_day - downs, 0), votes_left),
        resets_at=datetime.combine(today + timedelta(days=1), time(), UTC),
    )
