"""How a round is solved: limits first, then preferences, then who was left out. It reads and writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from uuid import UUID

from attrs import field, frozen

from commkit import MemberId
from commkit_matching.engine.groups.policy import balance_groups, even_teams, form_groups
from commkit_matching.engine.pairs.policy import greedy_pairs, stable_pairs
from commkit_matching.engine.records import Candidate, Part, Place, Proposal, Seat
from commkit_matching.kinds.policy import scored
from commkit_matching.kinds.records import Limit, MatchKind, Method, Preference

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
    """Candidates of one kind, and what keeps them apart; it remembers what it computed.

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
    _parts: dict[tuple[Place, Place], tuple[Part, ...]] = field(factory=dict, init=False, eq=False)
    _kept_apart: dict[tuple[Place, Place], bool] = field(factory=dict, init=False, eq=False)

    def limits_between(self, one: Candidate, another: Candidate) -> Iterable[str]:
        """The names of the limits that keep two apart."""
        pair = frozenset((one.member, another.member))
        if one.member == another.member:
            yield ""
        yield from (name for name, pairs in self.apart.items() if pair in pairs)
        yield from (limit.name for limit in self.kind.limits if _forbids(limit, one, another))

    def allows(self, one: Candidate, another: Candidate) -> bool:
        """Whether two may be together."""
        key = (one.place, another.place)
        known = self._kept_apart.get(key)
        if known is None:
            known = any(True for _ in self.limits_between(one, another))
            self._kept_apart[key] = self._kept_apart[another.place, one.place] = known
        return not known

    def parts(self, one: Candidate, another: Candidate) -> tuple[Part, ...]:
        """What the preferences of one say of another."""
        key = (one.place, another.place)
        if key not in self._parts:
            mine = preferences_of(self.kind, one.side)
            whole = sum(each.weight for each in mine)
            self._parts[key] = tuple(
                Part(each.name, each.weight / whole, scored(each.score, one, another)) for each in mine
            )
        return self._parts[key]

    def liking(self, one: Candidate, another: Candidate) -> float:
        """How much one prefers another, 0 to 1."""
        return sum(part.weight * part.score for part in self.parts(one, another))

    def fit(self, one: Candidate, another: Candidate) -> float:
        """How well two fit: the mean of how much each prefers the other."""
        return (self.liking(one, another) + self.liking(another, one)) / 2

    def lot(self, *places: Place) -> bytes:
        """What orders those who are equal: nobody is ahead in every round because of their id."""
        return sha256(self.seed + b"".join(_bytes(place) for place in sorted(places))).digest()

    def waited(self, *candidates: Candidate) -> int:
        """In how many rounds the one of these who waited longest got nothing."""
        return max(each.left_out for each in candidates) if self.kind.fair else 0


def _bytes(place: Place) -> bytes:
    return place[0].encode() + b"\0" + place[1].bytes


def _forbids(limit: Limit, one: Candidate, another: Candidate) -> bool:
    return limit.allows is not None and not (limit.allows(one, another) and limit.allows(another, one))


def solve(market: Market) -> tuple[Proposal, ...]:
    """The matches of a round. Limits are kept, nobody has more than their places; equal input gives equal output."""
    candidates = [each for each in market.candidates if each.places > 0]
    if market.kind.method is Method.GROUPS:
        return _groups(market, candidates)
    pairs = _stable if market.kind.method is Method.STABLE else _greedy
    return tuple(_seated(market, pair) for pair in pairs(market, candidates))


def _pairs_that_may_be(market: Market, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    if market.kind.is_two_sided:
        first, second = market.kind.sides
        ones = [each for each in candidates if each.side == first.name]
        others = [each for each in candidates if each.side == second.name]
        pairs = ((one, other) for one in ones for other in others)
    else:
        pairs = ((one, other) for n, one in enumerate(candidates) for other in candidates[n + 1 :])
    return [pair for pair in pairs if market.allows(*pair)]


def _greedy(market: Market, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    def key(pair: tuple[Candidate, Candidate]) -> tuple[int, float, int, bytes]:
        one, other = pair
        exposed = one.exposure + other.exposure
        return (
            -market.waited(one, other),
            -round(market.fit(one, other), 9),
            exposed,
            market.lot(one.place, other.place),
        )

    known = {each.place: each for each in candidates}
    ranked = sorted(_pairs_that_may_be(market, candidates), key=key)
    places = {each.place: each.places for each in candidates}
    taken = greedy_pairs(((one.place, other.place) for one, other in ranked), places)
    return [(known[one], known[other]) for one, other in taken]


def _stable(market: Market, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    first, second = market.kind.sides
    known = {each.place: each for each in candidates}
    may_be: dict[Place, list[Candidate]] = {each.place: [] for each in candidates}
    for one, other in _pairs_that_may_be(market, candidates):
        may_be[one.place].append(other)
        may_be[other.place].append(one)

    def ranking(mine: Candidate, *, waited: bool) -> list[Place]:
        def key(other: Candidate) -> tuple[int, float, int, bytes]:
            return (
                -market.waited(other) if waited else 0,
                -round(market.liking(mine, other), 9),
                other.exposure,
                market.lot(mine.place, other.place),
            )

        return [other.place for other in sorted(may_be[mine.place], key=key)]

    order = sorted(candidates, key=lambda each: market.lot(each.place))
    pairs = stable_pairs(
        {each.place: ranking(each, waited=False) for each in order if each.side == first.name},
        {each.place: ranking(each, waited=True) for each in order if each.side == second.name},
        {each.place: each.places for each in candidates},
    )
    return [(known[one], known[other]) for one, other in pairs]


def _groups(market: Market, candidates: Sequence[Candidate]) -> tuple[Proposal, ...]:
    kind, known = market.kind, {each.place: each for each in candidates}
    people = sorted(known, key=lambda place: (-market.waited(known[place]), market.lot(place)))

    def allowed(one: Place, another: Place) -> bool:
        return market.allows(known[one], known[another])

    groups = form_groups(
        people,
        smallest=kind.smallest,
        largest=kind.largest,
        allowed=allowed,
        liking=lambda one, another: market.fit(known[one], known[another]),
    )
    if kind.balanced_by is None:
        return tuple(_seated(market, [known[place] for place in group]) for group in groups)
    strength = strengths(candidates, kind.balanced_by)
    if kind.teams == 1:
        even = balance_groups(groups, strength, allowed)
        return tuple(_seated(market, [known[place] for place in group]) for group in even)
    seat = partial(_seated_in_teams, market, known)
    return tuple(seat(even_teams(group, strength, kind.teams)) for group in groups)


def strengths(candidates: Sequence[Candidate], number: str) -> dict[Place, float]:
    """The number of each candidate; who has none counts as the mean of the others, or 0."""
    told = {
        each.place: value for each in candidates if isinstance(value := each.values.get(number), float | int)
    }
    mean = sum(told.values()) / len(told) if told else 0.0
    return {each.place: float(told.get(each.place, mean)) for each in candidates}


def _seated_in_teams(
    market: Market, known: Mapping[Place, Candidate], teams: Sequence[Sequence[Place]]
) -> Proposal:
    team_of = {place: number for number, team in enumerate(teams) for place in team}
    return _seated(market, [known[place] for team in teams for place in team], team_of)


def _seated(
    market: Market, people: Sequence[Candidate], team_of: Mapping[Place, int] | None = None
) -> Proposal:
    return tuple(
        Seat(
            one,
            (team_of or {}).get(one.place, 0),
            _mean_parts([market.parts(one, other) for other in people if other is not one]),
        )
        for one in people
    )


def _mean_parts(of_each: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    return tuple(
        Part(same[0].preference, same[0].weight, sum(part.score for part in same) / len(same))
        for same in zip(*of_each, strict=True)
    )


def seed_of(id: UUID) -> bytes:
    """The seed that the id of a round gives."""
    return id.bytes
