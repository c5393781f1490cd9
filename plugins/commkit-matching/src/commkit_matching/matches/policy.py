"""What those in a match know of each other, by its state."""

from collections.abc import Mapping, Sequence

from commkit_matching.kinds.records import Disclosure, MatchKind, Method
from commkit_matching.matches.records import (
    Answer,
    ExplainedPart,
    Match,
    MatchPart,
    MatchParty,
    MatchState,
)

READABLE: Mapping[MatchState, frozenset[Disclosure]] = {
    MatchState.PROPOSED: frozenset({Disclosure.PROPOSED}),
    MatchState.MADE: frozenset({Disclosure.PROPOSED, Disclosure.MADE}),
    MatchState.ENDED: frozenset(),
    MatchState.CLOSED: frozenset(),
}
"""Which wishes of others one reads in each state."""
DIRECT = "One of the two proposed it."
"""How a direct proposal was found."""
METHODS: Mapping[Method, str] = {
    Method.GREEDY: "The pair that fits best is taken first, again and again.",
    Method.STABLE: "Pairs are stable: no two prefer each other to whom they got.",
    Method.GROUPS: "Each joins the group that fits best among those with room.",
}


def shown_parties(match: Match, others: Sequence[MatchParty]) -> list[MatchParty]:
    """The others whom the reader is shown: before it is made all of them, so that nobody learns who declined."""
    if match.state is MatchState.PROPOSED:
        return list(others)
    if match.state is MatchState.CLOSED:
        return []
    return [party for party in others if party.answer in (Answer.ACCEPTED, Answer.LEFT)]


def shown_wishes(
    kind: MatchKind | None, match: Match, side: str, wishes: Mapping[str, str]
) -> dict[str, str]:
    """The wishes of somebody else that the reader may read by now."""
    of = kind.side(side) if kind is not None else None
    readable = READABLE[match.state]
    if (
        match.state is MatchState.PROPOSED
        and match.answer is Answer.ACCEPTED
        and match.proposed_by is not None
    ):
        readable = frozenset()  # who proposed themselves learns nothing of who has not answered
    return {
        wish.name: wishes[wish.name]
        for wish in (of.wishes if of is not None else ())
        if wish.disclosed in readable and wish.name in wishes
    }


def names_members(kind: MatchKind | None, match: Match) -> bool:
    """Whether the reader is told who the others are."""
    if match.state is MatchState.PROPOSED:
        return match.proposed_by is not None or (kind is not None and kind.discloses_members)
    return match.state is not MatchState.CLOSED


def explained(kind: MatchKind | None, match: Match, parts: Sequence[MatchPart]) -> tuple[ExplainedPart, ...]:
    """What each preference of the reader says; those that would tell what is not told yet are one."""
    known = {each.name: each for each in kind.preferences} if kind is not None else {}
    readable = _readable_wishes(kind, match)
    told, weight = list[ExplainedPart](), 0.0
    for part in parts:
        preference = known.get(part.preference)
        if preference is not None and preference.told and readable.issuperset(preference.uses):
            told.append(ExplainedPart(preference.title, part.weight, part.score))
        else:
            weight += part.weight
    rest = (ExplainedPart("", weight, None),) if weight else ()
    return (*sorted(told, key=lambda part: -part.weight), *rest)


def _readable_wishes(kind: MatchKind | None, match: Match) -> frozenset[str]:
    """The wishes that the reader may read of all others: of the other side, where there are two."""
    if kind is None:
        return frozenset()
    sides = [side for side in kind.sides if not kind.is_two_sided or side.name != match.side]
    others = {wish.name: wish.disclosed for side in sides for wish in side.wishes}
    own = {wish.name for side in kind.sides for wish in side.wishes} - others.keys()
    return frozenset({name for name, disclosed in others.items() if disclosed in READABLE[match.state]} | own)
