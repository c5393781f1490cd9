"""The nodes of a single elimination, and how a knock-out is replayed; no database.

Where seeds stand is the usual order: in each round, if the better seed always wins, the best meets the worst.
"""

from collections.abc import Mapping, Sequence

from commkit_tournaments.brackets.records import (
    DERIVED,
    NOBODY,
    BracketMatch,
    BracketMatchState,
    Feed,
    How,
    Node,
    Outcome,
    Placed,
    Source,
    Stage,
)

PER_ROUND = 4
"""Levels of a round: the match for the third place tells two who lost in one round apart."""


def bracket_size(entrants: int) -> int:
    """The smallest power of two with room for so many; 1 for none."""
    return 1 << max(entrants - 1, 0).bit_length()


def seed_order(size: int) -> list[int]:
    """The seeds from the top of a bracket to its bottom.

    Args:
        size: How many places it has, a power of two.
    """
    order = [1]
    while len(order) < size:
        order = [seed for better in order for seed in (better, 2 * len(order) + 1 - better)]
    return order


def winners_bracket(feeds: Sequence[Feed], *, stage: Stage = Stage.WINNERS, prefix: str = "W") -> list[Node]:
    """The rounds in which who loses is out.

    Args:
        feeds: Where the entrants come from, the best seed first.
        stage: The part of the tournament.
        prefix: What keys begin with.
    """
    size = bracket_size(len(feeds))
    places: list[Feed] = [feeds[seed - 1] if seed <= len(feeds) else NOBODY for seed in seed_order(size)]
    nodes: list[Node] = []
    rounds = size.bit_length() - 1
    for round in range(1, rounds + 1):
        nodes += [
            Node(
                key=f"{prefix}{round}-{number}",
                stage=stage,
                round=round,
                number=number,
                feeds=(places[2 * number - 2], places[2 * number - 1]),
                level=PER_ROUND * round,
                decides=round == rounds,
            )
            for number in range(1, len(places) // 2 + 1)
        ]
        places = [Source(f"{prefix}{round}-{number}") for number in range(1, len(places) // 2 + 1)]
    return nodes


def single_elimination(feeds: Sequence[Feed], *, third_place: bool) -> list[Node]:
    """All matches of a single elimination.

    Args:
        feeds: Where the entrants come from, the best seed first.
        third_place: Whether those who lost the semi-finals meet.
    """
    nodes = winners_bracket(feeds)
    rounds = bracket_size(len(feeds)).bit_length() - 1
    if third_place and rounds > 1:
        semi_finals = (Source(f"W{rounds - 1}-1", winner=False), Source(f"W{rounds - 1}-2", winner=False))
        nodes.insert(
            len(nodes) - 1, Node(key="T1-1", stage=Stage.THIRD_PLACE, round=1, number=1, feeds=semi_finals)
        )
    return nodes


def replay(
    nodes: Sequence[Node],
    outcomes: Mapping[str, Outcome],
    *,
    withdrawn: Sequence[int],
    places: Mapping[Placed, int] | None = None,
) -> tuple[list[BracketMatch], list[str]]:
    """Fill a bracket with what happened.

    An outcome counts where its sides are those of the match. What is not played by somebody who dropped out goes to
    the opponent. Of two who dropped out the later one goes on, and is met by nobody; where that would decide the
    tournament, it waits for a judge.

    Args:
        nodes: The matches, each behind those that it takes its sides from.
        outcomes: The outcomes by key.
        withdrawn: Who dropped out, in this order.
        places: Who ended where in the groups, as far as that is known.

    Returns:
        The matches, and the keys of the outcomes that do not count.
    """
    done: dict[str, BracketMatch] = {}
    voided: list[str] = []
    for node in nodes:
        sides = _side(node.feeds[0], done, places or {}), _side(node.feeds[1], done, places or {})
        given = outcomes.get(node.key)
        match = _settled(node, sides, given, withdrawn, done)
        if given is not None and match.outcome is not given and not _turned(given, match.outcome):
            voided.append(node.key)
        done[node.key] = match
    return list(done.values()), voided


def _turned(given: Outcome, used: Outcome | None) -> bool:
    return used is not None and used.how is given.how and set(used.sides) == set(given.sides)


def _side(feed: Feed, done: Mapping[str, BracketMatch], places: Mapping[Placed, int]) -> int | None:
    if isinstance(feed, Placed):
        return places.get(feed)
    if isinstance(feed, Source):
        match = done[feed.match]
        return match.winner if feed.winner else match.loser
    return feed


def _settled(
    node: Node,
    sides: tuple[int | None, int | None],
    given: Outcome | None,
    withdrawn: Sequence[int],
    done: Mapping[str, BracketMatch],
) -> BracketMatch:
    if node.reset_of:
        first = done[node.reset_of]
        if first.is_over and first.winner == first.sides[0]:
            return BracketMatch(node=node, sides=sides, state=BracketMatchState.SKIPPED)
    first_side, second_side = sides
    if first_side is None or second_side is None:
        return BracketMatch(node=node, sides=sides, state=BracketMatchState.WAITING)
    known = (first_side, second_side)
    if NOBODY in known:
        return BracketMatch(node=node, sides=known, state=BracketMatchState.BYE)
    outcome = counted(given, known, needs_winner=True) or walk_over(known, withdrawn, decides=node.decides)
    state = BracketMatchState.READY if outcome is None else BracketMatchState.DONE
    return BracketMatch(node=node, sides=known, state=state, outcome=outcome)


def counted(given: Outcome | None, sides: tuple[int, int], *, needs_winner: bool) -> Outcome | None:
    """An outcome with the sides in the order of the match; None where it is no outcome of this match.

    Args:
        given: The outcome that is told.
        sides: The sides of the match.
        needs_winner: Whether one side must go on.
    """
    if given is None or given.how in DERIVED or (needs_winner and given.winner is None):
        return None
    if given.sides == sides:
        return given
    if given.sides != sides[::-1]:
        return None
    second, first = given.scores
    return Outcome(sides=sides, winner=given.winner, scores=(first, second), how=given.how)


def walk_over(sides: tuple[int, int], withdrawn: Sequence[int], *, decides: bool = False) -> Outcome | None:
    """How a match ends that somebody did not play before they dropped out; None where both sides are there.

    Of two who dropped out, the later one wins, as they had won already when they dropped out.

    Args:
        sides: The sides of the match.
        withdrawn: Who dropped out, in this order.
        decides: Whether the match decides the tournament: then a judge says who of two has won who dropped out.
    """
    gone = [seed for seed in withdrawn if seed in sides]
    if not gone or (decides and len(gone) > 1):
        return None
    winner = gone[-1] if len(gone) > 1 else sides[0] if gone[0] == sides[1] else sides[1]
    return Outcome(sides=sides, winner=winner, how=How.WALK_OVER)
