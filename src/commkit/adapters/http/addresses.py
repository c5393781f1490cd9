"""Addresses: which there are and which methods each takes, known before a byte of the body is read."""

from commkit.adapters.http.contract import FILES, LOBBY, Contract, split_path
from commkit.adapters.http.discovery import DESCRIPTION, SCHEMAS
from commkit.adapters.http.embedding import EMBED
from commkit.adapters.http.feeds import is_feed
from commkit.adapters.http.health import LIVE, READY
from commkit.adapters.http.near_addresses import near_addresses
from commkit.adapters.http.problems import no_such_path
from commkit.adapters.http.reading import READING, check_method
from commkit.adapters.http.sitemaps import is_sitemap
from commkit.adapters.http.stream_plan import STREAM
from commkit.adapters.http.values import Request

_ANYWHERE = {"/-/batch": ("POST",)}
_IN_THE_LOBBY = {EMBED: READING, "/types": READING, LIVE: READING, READY: READING}
_IN_A_COMMUNITY = {"/-/me": READING, STREAM: ("GET",), FILES: ("POST",)}


def check_address(contract: Contract, request: Request) -> None:
    """Refuse a request to an address that does not exist, or does not take its method, whatever its body says.

    Whether a community exists is asked later, where its visibility is known.

    Raises:
        BadRequest: The address takes other methods.
        NotFound: There is no such address.
    """
    community, path = split_path(request)
    allowed = methods_at(contract, community, path)
    if allowed is None:
        raise no_such_path(near_addresses(contract, community, path, (*_ANYWHERE, *_IN_A_COMMUNITY)))
    check_method(request, *allowed)


def methods_at(contract: Contract, community: str, path: str) -> tuple[str, ...] | None:
    """The methods that an address takes; None where there is none.

    Args:
        contract: The contract.
        community: The segment that names the community, or the lobby.
        path: The path below it.
    """
    if (community, path) == (DESCRIPTION, ""):
        return READING
    if path in _ANYWHERE:
        return _ANYWHERE[path]
    special = _methods_in_lobby(contract, path) if community == LOBBY else _methods_in_community(path)
    if special is not None:
        return special
    resource = contract.find_resource(community, path)
    if resource is not None:
        return resource[0].methods
    endpoint = contract.find(community, path)
    if endpoint is None:
        return None
    return ("POST",) if endpoint.operation.is_command else (*READING, "POST")


def _methods_in_lobby(contract: Contract, path: str) -> tuple[str, ...] | None:
    if path.startswith(f"{SCHEMAS}/"):
        message = path.removeprefix(SCHEMAS)
        return READING if message in contract.lobby or message in contract.local else None
    return _IN_THE_LOBBY.get(path)


def _methods_in_community(path: str) -> tuple[str, ...] | None:
    if is_feed(path) or is_sitemap(path) or path.startswith(f"{FILES}/"):
        return READING
    return _IN_A_COMMUNITY.get(path)
