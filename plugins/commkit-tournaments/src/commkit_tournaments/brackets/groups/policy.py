"""Groups, and where their best stand in the elimination that follows; no database."""

from collections.abc import Sequence

from commkit_tournaments.brackets.double.policy import double_elimination
from commkit_tournaments.brackets.elimination.policy import bracket_size, seed_order, single_elimination
from commkit_tournaments.brackets.records import Format, Node, Placed, Rules

_USUAL = 4
"""Entrants of a group, where nothing else is said."""


def group_count(entrants: int, rules: Rules) -> int:
    """How many groups are played: at most so many that each has somebody to send on, and two to play.

    Args:
        entrants: How many entrants.
        rules: What is wanted.
    """
    wanted = rules.groups or -(-entrants // _USUAL)
    return max(1, min(wanted, entrants // max(2, rules.advance)))


def draw_groups(entrants: int, groups: int) -> list[list[int]]:
    """Who is in which group: the seeds go through the groups to and fro, so that all are about as strong.

    Args:
        entrants: How many entrants.
        groups: How many groups.
    """
    found: list[list[int]] = [[] for _ in range(groups)]
    for seed in range(1, entrants + 1):
        turn, place = divmod(seed - 1, groups)
        found[groups - 1 - place if turn % 2 else place].append(seed)
    return found


def playoff_feeds(groups: Sequence[Sequence[int]], advance: int) -> list[Placed]:
    """Who goes on, as the seeds of the elimination: winners of groups first, then the second ones.

    Those of one place are turned against the groups before them so that two of one group meet again late.

    Args:
        groups: Who is in which group.
        advance: How many of each go on.
    """
    count = len(groups)
    places = min(advance, max(len(group) for group in groups))
    size = bracket_size(sum(min(advance, len(group)) for group in groups))
    slot = {seed: index for index, seed in enumerate(seed_order(size))}
    feeds: list[Placed] = []
    for place in range(1, places + 1):
        there = [group for group in range(count) if len(groups[group]) >= place]
        turned = [there[turn:] + there[:turn] for turn in range(len(there))]
        turned += [order[::-1] for order in turned]
        best = max(turned, key=lambda order: _apart(feeds, order, slot))
        feeds += [Placed(group + 1, place) for group in best]
    return feeds


def _apart(feeds: Sequence[Placed], order: Sequence[int], slot: dict[int, int]) -> tuple[int, int]:
    """The earliest round in which two of one group may meet, and the sum of these rounds."""
    where: dict[int, list[int]] = {}
    for seed, feed in enumerate(feeds, start=1):
        where.setdefault(feed.group - 1, []).append(slot[seed])
    rounds = [
        (slot[seed] ^ other).bit_length()
        for seed, group in enumerate(order, start=len(feeds) + 1)
        for other in where.get(group, ())
    ]
    return (min(rounds), sum(rounds)) if rounds else (0, 0)


def playoff(feeds: Sequence[Placed], rules: Rules) -> list[Node]:
    """The elimination after the groups.

    Args:
        feeds: Who goes on, the best seed first.
        rules: Of which kind it is.
    """
    if rules.playoff is Format.DOUBLE:
        return double_elimination(feeds, reset=rules.reset)
    return single_elimination(feeds, third_place=rules.third_place)
