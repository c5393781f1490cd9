"""Addresses that were probably meant: of those that openapi.json lists to everybody, so that nothing is told of."""

import difflib
from collections.abc import Collection

from commkit.adapters.http.contract import LOBBY, Contract

MAX_LENGTH = 64
"""Characters of a path that is compared with others, at most: whoever asks for nonsense is to cost nothing."""
_MOST = 3


def near_addresses(contract: Contract, community: str, path: str, fixed: Collection[str]) -> tuple[str, ...]:
    """Up to three addresses that are spelled almost like one that does not exist, as openapi.json writes them.

    Whether the community exists is not asked.

    Args:
        contract: The contract.
        community: The segment that names the community, or the lobby.
        path: The path below it.
        fixed: Paths of the contract in communities that are no messages.
    """
    in_lobby, in_community = list(contract.lobby), [*contract.local, *fixed]
    own, other = (in_lobby, in_community) if community == LOBBY else (in_community, in_lobby)
    is_elsewhere = _normal(path) in other
    found = [] if is_elsewhere else near_paths(own, path)
    if found:
        return tuple(_written(each, in_lobby=own is in_lobby) for each in found)
    return tuple(_written(each, in_lobby=other is in_lobby) for each in near_paths(other, path))


def near_paths(known: Collection[str], path: str) -> list[str]:
    """Those of some paths that are near another one, the nearest first.

    Their last segments are compared, of the one feature where the segment before it names one, or almost: so a word
    alone finds what it is about, and a mistyped path its neighbours.

    Args:
        known: Paths such as `/posts/list-threads`.
        path: What somebody asked for.
    """
    wanted = _normal(path)
    if not 1 < len(wanted) <= MAX_LENGTH:
        return []
    feature, _, word = wanted.rpartition("/")
    features = difflib.get_close_matches(feature, {each.rpartition("/")[0] for each in known}, n=1)
    chosen = [each for each in known if not features or each.rpartition("/")[0] == features[0]]
    words = difflib.get_close_matches(word, sorted({each.rpartition("/")[2] for each in chosen}), n=_MOST)
    found = [each for word in words for each in chosen if each.rpartition("/")[2] == word]
    return found[:_MOST]


def _normal(path: str) -> str:
    """A path as addresses are spelled: `/posts.list_threads/` gives `/posts/list-threads`."""
    return "/" + path.strip("/").lower().replace("_", "-").replace(".", "/")


def _written(path: str, *, in_lobby: bool) -> str:
    return f"/{LOBBY}{path}" if in_lobby else f"/{{community}}{path}"
