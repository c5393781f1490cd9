"""How a round is solved: limits first, then preferences, then who was left out. It reads and writes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from attrs import field, frozen

from commkit import MemberId
from commkit_matching.engine.groups.policy import balance_groups, even_teams, form_groups
from commkit_matching.engine.pairs.policy import greedy_pairs, stable_pairs
from commkit_matching.engine.records import Candidate, Part, Proposal, Seat
from commkit_matching.kinds.policy import scored
from commkit_matching.kinds.records import Limit, MatchKind, Method, Preference

V = TypeVar("V")
SPREAD = "matching.spread"
"""The name of the preference for who was proposed seldom."""
Pair = frozenset[MemberId]


def _seldom(one: Candidate, another: Candidate) -> float:
    return 1 / (1 + another.exposure)


def preferences_of(kind: MatchKind, side: str) -> tuple[Preference, ...]:
    """The preferences of a side, with that for who was proposed seldom where the kind has one."""
    own = tuple(each for each in kind.preferences if each.of in (None, side))
    if not kind.spread:
        return own
    spread = Preference(
        name=SPREAD, title="Was proposed seldom", score=_seldom, weight=kind.spread, told=False
    )
    return (*own, spread)


@frozen
class Market:
    """Candidates of one kind, and what keeps them apart.

    Attributes:
        kind: The kind.
        candidates: All of them.
        apart: Pairs that must not be, whatever the kind's own limits say; by the name of the limit.
        seed: What orders those who are equal: the same seed and ids give the same order on every machine.
    """

    kind: MatchKind
    candidates: tuple[Candidate, ...]
    apart: Mapping[str, frozenset[Pair]]
    seed: bytes
    _weighted: dict[str, tuple[tuple[Preference, float], ...]] = field(factory=dict, init=False, eq=False)

    def limits_between(self, one: Candidate, another: Candidate) -> Iterator[str]:
        """The names of the limits that keep two apart; empty for those that every kind has."""
        if one.member == another.member:
            yield ""
        if self.apart:
            pair = frozenset((one.member, another.member))
            yield from (name for name, pairs in self.apart.items() if pair in pairs)
        yield from (limit.name for limit in self.kind.limits if _forbids(limit, one, another))

    def allows(self, one: Candidate, another: Candidate) -> bool:
        """Whether two may be together."""
        return next(self.limits_between(one, another), None) is None

    def parts(self, one: Candidate, another: Candidate) -> tuple[Part, ...]:
        """What the preferences of one say of another."""
        return tuple(
            Part(each.name, weight, scored(each.score, one, another))
            for each, weight in self._preferences(one.side)
        )

    def liking(self, one: Candidate, another: Candidate) -> float:
        """How much one prefers another, 0 to 1."""
        whole = 0.0
        for each, weight in self._preferences(one.side):
            whole += weight * scored(each.score, one, another)
        return whole

    def fit(self, one: Candidate, another: Candidate) -> float:
        """How well two fit: the mean of how much each prefers the other."""
        return (self.liking(one, another) + self.liking(another, one)) / 2

    def lot(self, one: Candidate) -> bytes:
        """What orders those who are equal: nobody is ahead in every round because of their id."""
        return sha256(self.seed + one.side.encode() + b"\0" + one.member.bytes).digest()

    def waited(self, one: Candidate) -> int:
        """In how many rounds somebody got nothing; 0 where the kind does not ask."""
        return one.left_out if self.kind.fair else 0

    def _preferences(self, side: str) -> tuple[tuple[Preference, float], ...]:
        """The preferences of a side, with weights that make 1."""
        if side not in self._weighted:
            mine = preferences_of(self.kind, side)
            whole = sum(each.weight for each in mine)
            self._weighted[side] = tuple((each, each.weight / whole) for each in mine)
        return self._weighted[side]


def _forbids(limit: Limit, one: Candidate, another: Candidate) -> bool:
    return limit.allows is not None and not (limit.allows(one, another) and limit.allows(another, one))


def solve(market: Market) -> tuple[Proposal, ...]:
    """The matches of a round. Limits are kept, nobody has more than their places; equal input gives equal output."""
    able = [each for each in market.candidates if each.places > 0]
    candidates = sorted(able, key=market.lot)  # so that who is equal is ordered by their places in it
    if market.kind.method is Method.GROUPS:
        return _groups(market, candidates)
    pairs = _stable if market.kind.method is Method.STABLE else _greedy
    return tuple(
        _seated(market, [candidates[one], candidates[other]]) for one, other in pairs(market, candidates)
    )


def _pairs_that_may_be(market: Market, candidates: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """The places of those who may be together; of two sides, that on the first side ahead."""
    numbered = list(enumerate(candidates))
    if not market.kind.is_two_sided:
        for n, one in numbered:
            yield from ((n, m) for m, other in numbered[n + 1 :] if market.allows(one, other))
        return
    first, second = market.kind.sides
    others = [(m, other) for m, other in numbered if other.side == second.name]
    for n, one in numbered:
        if one.side == first.name:
            yield from ((n, m) for m, other in others if market.allows(one, other))


def _greedy(market: Market, candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    def key(pair: tuple[int, int]) -> tuple[int, float, int, int, int]:
        one, other = candidates[pair[0]], candidates[pair[1]]
        waited = max(market.waited(one), market.waited(other))
        fit = round(market.fit(one, other), 9)
        return (-waited, -fit, one.exposure + other.exposure, min(pair), max(pair))

    ranked = sorted(_pairs_that_may_be(market, candidates), key=key)
    return greedy_pairs(ranked, {n: each.places for n, each in enumerate(candidates)})


def _stable(market: Market, candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    choosing: dict[int, list[tuple[float, int, int]]] = {}
    chosen: dict[int, list[tuple[int, float, int, int]]] = {}
    for n, each in enumerate(candidates):
        if each.side == market.kind.sides[0].name:
            choosing[n] = []
        else:
            chosen[n] = []
    for n, m in _pairs_that_may_be(market, candidates):
        one, other = candidates[n], candidates[m]
        choosing[n].append((-round(market.liking(one, other), 9), other.exposure, m))
        chosen[m].append((-market.waited(one), -round(market.liking(other, one), 9), one.exposure, n))
    return stable_pairs(
        {n: [key[-1] for key in sorted(keys)] for n, keys in choosing.items()},
        {m: [key[-1] for key in sorted(keys)] for m, keys in chosen.items()},
        {n: each.places for n, each in enumerate(candidates)},
    )


def _groups(market: Market, candidates: Sequence[Candidate]) -> tuple[Proposal, ...]:
    kind = market.kind
    people = sorted(range(len(candidates)), key=lambda n: -market.waited(candidates[n]))
    allowed = _remembered(lambda one, another: market.allows(candidates[one], candidates[another]))
    groups = form_groups(
        people,
        smallest=kind.smallest,
        largest=kind.largest,
        allowed=allowed,
        liking=_remembered(lambda one, another: market.fit(candidates[one], candidates[another])),
    )
    if kind.balanced_by is None:
        return tuple(_seated(market, [candidates[n] for n in group]) for group in groups)
    strength = strengths(candidates, kind.balanced_by)
    if kind.teams == 1:
        even = balance_groups(groups, strength, allowed)
        return tuple(_seated(market, [candidates[n] for n in group]) for group in even)
    split = [even_teams(group, strength, kind.teams) for group in groups]
    return tuple(
        _seated(
            market,
            [candidates[n] for team in teams for n in team],
            [number for number, team in enumerate(teams) for _ in team],
        )
        for teams in split
    )


def _remembered(ask: Callable[[int, int], V]) -> Callable[[int, int], V]:
    """The same for two numbers in either order, asked once."""
    known: dict[tuple[int, int], V] = {}

    def answer(one: int, another: int) -> V:
        key = (one, another) if one < another else (another, one)
        if key not in known:
            known[key] = ask(*key)
        return known[key]

    return answer


def strengths(candidates: Sequence[Candidate], number: str) -> dict[int, float]:
    """The number of each candidate by their place; who has none counts as the mean of the others, or 0."""
    told = {
        n: float(value)
        for n, each in enumerate(candidates)
        if isinstance(value := each.values.get(number), float | int)
    }
    mean = sum(told.values()) / len(told) if told else 0.0
    return {n: told.get(n, mean) for n in range(len(candidates))}


def _seated(market: Market, people: Sequence[Candidate], teams: Sequence[int] = ()) -> Proposal:
    return tuple(
        Seat(
            one,
            teams[n] if teams else 0,
            _mean_parts([market.parts(one, other) for other in people if other is not one]),
        )
        for n, one in enumerate(people)
    )


def _mean_parts(of_each: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    return tuple(
        Part(same[0].preference, same[0].weight, sum(part.score for part in same) / len(same))
        for same in zip(*of_each, strict=True)
    )


def seed_of(id: UUID) -> bytes:
    """The seed that the id of a round gives."""
    return id.bytes
