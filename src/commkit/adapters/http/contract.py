"""The contract: which addresses there are, made from a Kit's operations; a plugin's stand beside the core's."""

import re
from collections.abc import Mapping
from types import NoneType
from typing import Any, cast, get_type_hints
from uuid import UUID

import attrs
from attrs import Factory, field, frozen

from commkit.adapters.http.kept_sitemaps import KeptSitemaps
from commkit.adapters.http.readiness import Readiness
from commkit.adapters.http.streaming import StreamHub
from commkit.adapters.http.values import Request
from commkit.kit import Kit
from commkit.runtime.composing.http_checks import is_below, message_path
from commkit.runtime.composing.operations import Operation
from commkit.runtime.model.http import HttpResource
from commkit.runtime.model.ids import CommunityId

LOBBY = "-"
"""Stands where a community's slug would: outside any community, or beside its messages."""
MAX_BODY = 1 << 20
"""Bytes of a JSON body, at most."""
MAX_UPLOAD = 25 << 20
"""Bytes of a file, at most."""
FILES = "/-/files"
"""Where files of a community are sent to."""
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
"""The one form of an id that is taken in addresses; `UUID` reads several others."""


@frozen
class Endpoint:
    """An operation and how a client reaches it.

    Attributes:
        operation: The operation.
        path: Its path below the community: `/posts/list-threads`.
        has_version: Whether it carries the version of what it changes, which If-Match may give.
        reader: The name of the query that reads what it gives, and that query's one field; None where none does.
    """

    operation: Operation
    path: str
    has_version: bool
    reader: tuple[str, str] | None


@frozen
class Contract:
    """The HTTP contract of a Kit; made by `make_contract`, and safe to share between threads.

    Attributes:
        kit: Whose messages it carries.
        lobby: What is sent outside any community, by path.
        local: What is sent in a community, by path.
        challenge: What `WWW-Authenticate` says where signing in could help.
        max_body: Bytes of a JSON body, at most.
        max_upload: Bytes of a file, at most; communities may allow less.
        trusted_origins: Origins other than the request's own whose pages may send commands with a cookie.
        check_origin: Whether commands that a browser sends from other origins are refused, as they must be where
            a cookie signs in.
        public: Whether caches may keep for everybody what a visitor gets. Switch it off where something around the
            shell sets a cookie with every answer.
        streams: Who follows communities in this process; a shell closes it when the process ends.
        descriptions: The OpenAPI document by where the contract is mounted, once it was asked for.
        readiness: What was found when somebody last asked whether it can serve.
        sitemaps: The sitemaps that were asked for last.
    """

    kit: Kit
    lobby: Mapping[str, Endpoint]
    local: Mapping[str, Endpoint]
    challenge: str = "Bearer"
    max_body: int = MAX_BODY
    max_upload: int = MAX_UPLOAD
    trusted_origins: frozenset[str] = frozenset()
    check_origin: bool = True
    public: bool = True
    streams: StreamHub = field(
        default=Factory(lambda self: StreamHub(self.kit), takes_self=True), eq=False, repr=False
    )
    descriptions: dict[str, bytes] = field(factory=dict, init=False, eq=False, repr=False)
    readiness: Readiness = field(factory=Readiness, init=False, eq=False, repr=False)
    sitemaps: KeptSitemaps = field(factory=KeptSitemaps, init=False, eq=False, repr=False)

    def body_limit(self, request: Request) -> int:
        """Bytes of the body of a request, at most: those of a file only where a file can be sent to."""
        community, path = split_path(request)
        is_upload = request.method == "POST" and community not in ("", LOBBY) and path == FILES
        return self.max_upload if is_upload else self.max_body

    def find(self, community: str, path: str) -> Endpoint | None:
        """The endpoint at a path below a community, or below the lobby."""
        return (self.lobby if community == LOBBY else self.local).get(path)

    def find_resource(self, community: str, path: str) -> tuple[HttpResource, frozenset[str]] | None:
        """The resource of a feature at or above a path below a community, with the types that have it."""
        if community in ("", LOBBY):
            return None
        return next((each for each in self.kit.http_resources if is_below(path, each[0].path)), None)


def make_contract(
    kit: Kit,
    *,
    challenge: str = "Bearer",
    max_body: int = MAX_BODY,
    max_upload: int = MAX_UPLOAD,
    check_origin: bool = True,
    trusted_origins: frozenset[str] = frozenset(),
    public: bool = True,
    streams: StreamHub | None = None,
) -> Contract:
    """The contract of a Kit.

    Args:
        kit: The Kit.
        challenge: As for `Contract`.
        max_body: As for `Contract`.
        max_upload: As for `Contract`.
        check_origin: As for `Contract`.
        trusted_origins: As for `Contract`.
        public: As for `Contract`.
        streams: As for `Contract`; one with the usual limits where it is left out.
    """
    readers = _readers(kit)
    endpoints = [_endpoint(operation, readers) for operation in kit.operations]
    return Contract(
        kit,
        {each.path: each for each in endpoints if each.operation.lobby},
        {each.path: each for each in endpoints if not each.operation.lobby},
        challenge=challenge,
        max_body=max_body,
        max_upload=max_upload,
        trusted_origins=trusted_origins,
        check_origin=check_origin,
        public=public,
        streams=streams or StreamHub(kit),
    )


def path_of(name: str) -> str:
    """The path of a message below its community: `posts.create_thread` gives `/posts/create-thread`."""
    return message_path(name)


def community_of(segment: str) -> str | CommunityId | None:
    """The community that a segment of a path names, by its slug or its id; None for the lobby.

    What is written as an id is one: a slug that looks like the id of another community leads nowhere.
    """
    if segment == LOBBY:
        return None
    return CommunityId(UUID(segment)) if _ID.fullmatch(segment) else segment


def split_path(request: Request) -> tuple[str, str]:
    """The community that a request names, or `-`, and the path below it."""
    community, slash, rest = request.path.removeprefix("/").partition("/")
    return community, slash + rest


def _endpoint(operation: Operation, readers: Mapping[type, tuple[str, str]]) -> Endpoint:
    message: Any = operation.message
    names = {attribute.name for attribute in attrs.fields(message)}
    result: Any = operation.result
    return Endpoint(
        operation,
        path_of(operation.name),
        operation.is_command and "version" in names,
        readers.get(result) if isinstance(result, type) else None,
    )


def _readers(kit: Kit) -> dict[type, tuple[str, str]]:
    """By class of record: the name and the one field of the query that reads one by its id."""
    found: dict[type, tuple[str, str]] = {}
    for operation in kit.operations:
        result, message = operation.result, cast("Any", operation.message)
        if operation.is_command or operation.lobby or not isinstance(result, type) or not attrs.has(result):
            continue
        needed = [each for each in attrs.fields(message) if each.default is attrs.NOTHING]
        if len(needed) != 1:
            continue
        hints = get_type_hints(result)
        if get_type_hints(message)[needed[0].name] == hints.get("id", NoneType):
            found.setdefault(result, (operation.name, needed[0].name))
    return found
