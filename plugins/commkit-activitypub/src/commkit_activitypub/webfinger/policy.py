"""What is asked for by WebFinger, and the answer in JSON (JRD, RFC 7033, section 4.4); no database."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from attrs import frozen

from commkit_activitypub.actors.policy import split_account
from commkit_activitypub.actors.records import SpaceActor
from commkit_activitypub.documents.links.policy import WEBFINGER_PATH, Links
from commkit_activitypub.serving.requests.policy import ACTIVITY

SELF = "self"
PROFILE = "http://webfinger.net/rel/profile-page"
MAX_RESOURCE = 1_000
"""Characters of a resource, at most."""
NOBODY = "_"
"""Stands for a community where a resource names none: no community can have this slug."""
_SEGMENT = re.compile(r"[a-z0-9-]{2,64}|[a-z0-9]", re.ASCII)
"""A slug or an id."""


@frozen
class Asked:
    """What a query string asks for.

    Attributes:
        resource: The account or address, as it was given.
        rels: The relations that are wanted; empty for all.
    """

    resource: str
    rels: tuple[str, ...]


def read_asked(query: str) -> Asked | None:
    """What a query string asks for; None where it has not one well-formed resource.

    Args:
        query: The query string.
    """
    try:
        given = parse_qs(query, keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        return None
    resources = given.get("resource", [])
    if len(resources) != 1 or not 0 < len(resources[0]) <= MAX_RESOURCE or not resources[0].isprintable():
        return None
    scheme, colon, rest = resources[0].partition(":")
    if not colon or not scheme.isascii() or not scheme.isalpha() or not rest:
        return None
    return Asked(resources[0], tuple(given.get("rel", [])))


def account_in(resource: str) -> tuple[str, str] | None:
    """The name and the host of an account, in lower case; None for another resource.

    Args:
        resource: The resource.
    """
    scheme, _, rest = resource.partition(":")
    name, at, host = rest.removeprefix("@").partition("@")
    if scheme.lower() != "acct" or not (name and at and host) or "@" in host:
        return None
    return name.lower(), host.lower()


def community_in(query: str, *, mount: str = "", home: str = "") -> str:
    """The segment of the community that a query string asks about; `_` where it names none.

    Args:
        query: The query string.
        mount: The path at which the contract is mounted.
        home: As for `split_account`.
    """
    asked = read_asked(query)
    found = _segment(asked.resource, mount, home) if asked is not None else NOBODY
    return found if _SEGMENT.fullmatch(found) else NOBODY


def _segment(resource: str, mount: str, home: str) -> str:
    account = account_in(resource)
    if account is not None:
        return (split_account(account[0], home) or (NOBODY, ""))[0]
    try:
        path = urlsplit(resource).path
    except ValueError:
        return NOBODY
    return path.removeprefix(mount).split("/")[1] if path.startswith(f"{mount}/") else NOBODY


def inner_path(community: str) -> str:
    """The path, below the contract, of the answer for a community.

    Args:
        community: The segment that names it.
    """
    return f"/{community}{WEBFINGER_PATH}"


def descriptor(actor: SpaceActor, links: Links, *, page: str, rels: tuple[str, ...]) -> dict[str, Any]:
    """What there is to know of an account.

    Args:
        actor: The space.
        links: Where documents are.
        page: The page of the space; empty where it has none.
        rels: The relations that are wanted; empty for all.
    """
    id = links.actor(actor.space)
    found = [{"rel": SELF, "type": ACTIVITY, "href": id}]
    if page:
        found.append({"rel": PROFILE, "type": "text/html", "href": page})
    return {
        "subject": f"acct:{actor.account}@{links.host}",
        "aliases": [id, *([page] if page else [])],
        "links": [link for link in found if not rels or link["rel"] in rels],
    }
