"""How those who ask are read, for the engine and for explanations."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from math import isfinite
from typing import Any

from attrs import evolve

from commkit import Conflict, Context, MemberId
from commkit.storage import EARLIEST, NOBODY
from commkit_matching.engine.policy import Market, Pair
from commkit_matching.engine.records import Candidate, Value
from commkit_matching.feature import MatchingSettings, matching_feature
from commkit_matching.kinds.policy import value_of
from commkit_matching.kinds.records import MatchKind, Side
from commkit_matching.matches.records import MatchId
from commkit_matching.policy import SMALLEST_GROUP
from commkit_matching.requests.queries import find_kind, wishes_of
from commkit_matching.requests.records import MatchRequest, RequestId, RequestState
from commkit_matching.rounds import statements as sql
from commkit_matching.rounds.messages import ExplainMatchRequest
from commkit_matching.rounds.records import ExcludedByLimit, MatchingChances

_statement = lru_cache(maxsize=512)(sql.candidates)


def waiting_candidates(context: Context, kind: MatchKind) -> tuple[list[Candidate], bool]:
    """Those whom a round considers, and whether there were more of a side than it takes."""
    size = context.settings(MatchingSettings).pool
    found, more = list[Candidate](), False
    for side in kind.sides:
        statement = _statement(side.eligible, "waiting")
        rows = context.rows(
            statement, kind=kind.name, side=side.name, overbooked=side.overbooked, size=size + 1
        )
        more = more or len(rows) > size
        found += [_candidate(side, row, places=_unproposed(side, row)) for row in rows[:size]]
    return _described(context, kind, found), more


def candidates_among(
    context: Context, kind: MatchKind, members: Collection[MemberId], *, unproposed: bool = False
) -> list[Candidate]:
    """Those of some members who ask, may do so, and have a place left, on either side; lock them first.

    Args:
        context: The context.
        kind: The kind.
        members: The members.
        unproposed: Whether the place must be one for which they have no proposal yet.
    """
    found = list[Candidate]()
    for side in kind.sides:
        rows = context.rows(
            _statement(side.eligible, "with_place"),
            kind=kind.name,
            side=side.name,
            members=sorted(members),
            size=len(members),
        )
        found += [
            _candidate(side, row, places=row[2] - row[4])
            for row in rows
            if not unproposed or _unproposed(side, row) > 0
        ]
    return _described(context, kind, found)


def _unproposed(side: Side, row: Sequence[Any]) -> int:
    """How many proposals somebody may get at once, beside those that they have."""
    _, _, places, _, made, proposed, _ = row
    free: int = (places - made) * side.overbooked - proposed
    return free


def _candidate(side: Side, row: Sequence[Any], *, places: int) -> Candidate:
    id, member, _, left_out, _, _, exposure = row
    return Candidate(
        member=member, side=side.name, request=id, places=places, left_out=left_out, exposure=exposure
    )


def _described(context: Context, kind: MatchKind, found: Sequence[Candidate]) -> list[Candidate]:
    """The same with what they wish, and what the kind reads of them."""
    texts = wishes_of(context, (RequestId(each.request) for each in found))
    members = sorted({each.member for each in found})
    known = kind.reads(context, members) if kind.reads is not None and members else {}
    return [
        evolve(
            each,
            values={
                **_values(kind, each.side, texts.get(RequestId(each.request), {})),
                **_numbers_alone(known.get(each.member, {})),
            },
        )
        for each in found
    ]


def _values(kind: MatchKind, name: str, texts: dict[str, str]) -> dict[str, Value]:
    side = kind.side(name)
    read = {
        wish.name: value_of(wish, texts[wish.name])
        for wish in (side.wishes if side is not None else ())
        if wish.name in texts
    }
    return {name: value for name, value in read.items() if value is not None}


def _numbers_alone(values: Mapping[str, Value]) -> dict[str, Value]:
    """Without what is no number: nothing is known of it, whatever a plugin gives."""
    return {
        name: value
        for name, value in values.items()
        if not (isinstance(value, float) and not isfinite(value))
    }


def market_of(
    context: Context,
    kind: MatchKind,
    candidates: Sequence[Candidate],
    *,
    seed: bytes,
    besides: MatchId | None = None,
) -> Market:
    """Candidates with what keeps them apart.

    Args:
        context: The context.
        kind: The kind.
        candidates: Who.
        seed: What orders those who are equal.
        besides: A match that is not asked for: the one that they are in.
    """
    members = sorted({each.member for each in candidates})
    apart = {"": _rows_as_pairs(_always_apart(context, kind, members, besides), members)}
    for limit in kind.limits:
        if limit.apart is not None:
            pairs = limit.apart(context, members) if members else ()
            apart[limit.name] = _rows_as_pairs(pairs, members)
    return Market(kind=kind, candidates=tuple(candidates), apart=apart, seed=seed)


def _always_apart(
    context: Context, kind: MatchKind, members: list[MemberId], besides: MatchId | None
) -> list[tuple[Any, ...]]:
    if not members:
        return []
    since = EARLIEST if kind.again_after is None else context.now - kind.again_after
    earlier = context.rows(
        sql.EARLIER, members=members, kind=kind.name, since=since, besides=besides or NOBODY
    )
    return [*context.rows(sql.SHUT_OUT, members=members), *earlier]


def _rows_as_pairs(rows: Iterable[tuple[Any, ...]], members: Collection[MemberId]) -> frozenset[Pair]:
    known = frozenset(members)
    pairs = (frozenset[MemberId]((one, another)) for one, another in rows)
    return frozenset(pair for pair in pairs if pair <= known)


# --- why one is matched, or not ------------------------------------------------------------------------------------


@matching_feature.handles(ExplainMatchRequest)
def explain_match_request(context: Context, query: ExplainMatchRequest) -> MatchingChances:
    """Who is full, or shuts somebody out, makes no difference to any number."""
    asked = context.get(MatchRequest, query.request)
    kind = find_kind(context, asked.kind)
    if kind is None or asked.state is not RequestState.OPEN:
        raise Conflict("matching.request_closed", "this request is closed; ask again")
    everybody = [each for side in kind.sides for each in _all_on(context, kind, side)]
    described = _described(context, kind, everybody)
    me = next((each for each in described if each.request == asked.id), None)
    others = [
        each
        for each in described
        if each.member != asked.member and (not kind.is_two_sided or each.side != asked.side)
    ]
    market = Market(kind=kind, candidates=(), apart=_told_apart(context, kind, described), seed=b"")
    told = [limit for limit in kind.limits if limit.told]
    kept = {limit.name: 0 for limit in told}
    if me is not None:
        excluding = [name for other in others for name in market.limits_between(me, other)]
        kept = {name: excluding.count(name) for name in kept}
    return MatchingChances(
        others=_told(len(others)),
        excluded=tuple(ExcludedByLimit(limit.title, _told(kept[limit.name])) for limit in told),
        left_out=asked.left_out,
        comes_first=kind.fair,
    )


def _told(count: int) -> int | None:
    return count if count >= SMALLEST_GROUP else None


def _all_on(context: Context, kind: MatchKind, side: Side) -> list[Candidate]:
    size = context.settings(MatchingSettings).pool
    rows = context.rows(_statement(side.eligible, "all"), kind=kind.name, side=side.name, size=size)
    return [_candidate(side, row, places=1) for row in rows]


def _told_apart(
    context: Context, kind: MatchKind, candidates: Sequence[Candidate]
) -> dict[str, frozenset[Pair]]:
    members = sorted({each.member for each in candidates})
    return {
        limit.name: _rows_as_pairs(limit.apart(context, members), members)
        for limit in kind.limits
        if limit.told and limit.apart is not None and members
    }
