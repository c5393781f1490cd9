"""The embed: `{base}/-/embed.js`, a web component that shows a thread under any page of the host, by this contract.

It is one file of the package, at most 10 KiB and without dependencies. With `?v=` and its version in the address it may
be kept for a year; without, it is asked for anew, and answered with 304 while it is the same.
"""

import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import quote
from uuid import UUID

from attrs import frozen

from commkit.adapters.http.answers import PUBLIC, tagged_answer
from commkit.adapters.http.reading import READING, check_method, read_query
from commkit.adapters.http.values import Request, Response

EMBED = "/embed.js"
"""Its path below the lobby."""
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_SCRIPT = "text/javascript; charset=utf-8"


@frozen
class _Script:
    text: bytes
    version: str


@cache
def _script() -> _Script:
    text = (files("commkit.adapters.http") / "static" / "embed.js").read_bytes()
    return _Script(text, hashlib.blake2b(text, digest_size=6).hexdigest())


def send_embed(request: Request) -> Response:
    """The script; kept for long only where its address names this very version.

    Args:
        request: The request.
    """
    check_method(request, *READING)
    script = _script()
    kept = read_query(request.query).get("v") == script.version
    return tagged_answer(request, script.text, _SCRIPT, ("Cache-Control", _FOR_A_YEAR if kept else PUBLIC))


def embed_address(base: str = "") -> str:
    """The address of the script with its version.

    Args:
        base: Where the contract is mounted, such as `/c`.
    """
    return f"{base.rstrip('/')}/-{EMBED}?v={_script().version}"


def embed_script(community: str, thread: UUID, *, base: str = "", csrf_token: str = "") -> str:
    """The element that puts a thread where it stands in a page.

    Args:
        community: The slug or id of the community.
        thread: The thread.
        base: As for `embed_address`.
        csrf_token: What replies send as `X-CSRFToken`: the token of this request where Django serves the contract.
    """
    token = f' data-csrf="{escape(csrf_token)}"' if csrf_token else ""
    address = escape(quote(embed_address(base), safe="/?=-.~_"))
    named = f'data-community="{escape(community)}" data-thread="{thread}"{token}'
    return f'<script src="{address}" {named}></script>'
