"""How kinds and requests are read."""

from collections import defaultdict
from collections.abc import Iterable

from commkit import Context, Invalid
from commkit_matching.feature import matching_feature
from commkit_matching.kinds.policy import info_of
from commkit_matching.kinds.records import MatchKind, MatchKindInfo
from commkit_matching.requests import statements as sql
from commkit_matching.requests.messages import ListMatchKinds, ListMyMatchRequests
from commkit_matching.requests.records import RequestDetails, RequestId


def find_kind(context: Context, name: str) -> MatchKind | None:
    """The kind with a name; None where the community's type declares it no more."""
    return next((kind for kind in context.declared(MatchKind) if kind.name == name), None)


def declared_kind(context: Context, name: str) -> MatchKind:
    """The kind with a name.

    Raises:
        Invalid: There is none.
    """
    found = find_kind(context, name)
    if found is None:
        raise Invalid.field("kind", "no_such_kind", "name a kind of matches of this community")
    return found


def wishes_of(context: Context, requests: Iterable[RequestId]) -> dict[RequestId, dict[str, str]]:
    """The wishes of some requests, whoever asks."""
    found: dict[RequestId, dict[str, str]] = defaultdict(dict)
    wanted = sorted(set(requests))
    for row in context.rows(sql.WISHES, requests=wanted) if wanted else ():
        found[row.request][row.wish] = row.text
    return found


@matching_feature.handles(ListMatchKinds)
def list_match_kinds(context: Context, query: ListMatchKinds) -> tuple[MatchKindInfo, ...]:
    """No statement."""
    return tuple(info_of(kind) for kind in context.declared(MatchKind))


@matching_feature.handles(ListMyMatchRequests)
def list_my_match_requests(context: Context, query: ListMyMatchRequests) -> tuple[RequestDetails, ...]:
    """Two statements: there is one request for each side at most."""
    mine = context.rows(sql.MINE, me=context.member)
    wishes = wishes_of(context, (each.id for each in mine))
    return tuple(RequestDetails(each, wishes.get(each.id, {})) for each in mine)
