"""What every shell needs: the contract it serves, the actor it may name, the parts of an address, early refusals."""

import logging
from collections.abc import Callable
from urllib.parse import quote

from commkit.adapters.http.answers import with_common_headers
from commkit.adapters.http.contract import Contract, make_contract
from commkit.adapters.http.problems import BadRequest, problem_of, too_large
from commkit.adapters.http.values import Response
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError

logger = logging.getLogger("commkit")

_PIECE = 65_536
_IN_A_PATH = "/~!$&'()*+,;=:@"
"""What stands in a path as it is, beside letters and digits (RFC 3986, pchar)."""


def contract_of(served: Kit | Contract) -> Contract:
    """The contract that a shell serves.

    Args:
        served: A contract, or a Kit whose contract is made with its defaults.
    """
    return served if isinstance(served, Contract) else make_contract(served)


def check_actor(key: object) -> str | None:
    """The key that the host found out, if it can be one that came from outside.

    Args:
        key: What the host's function gave.

    Raises:
        TypeError: It is neither a text nor None: a number, a user object, `SYSTEM`.
    """
    if key is None or isinstance(key, str):
        return key
    raise TypeError(f"actor gave {type(key).__name__}: give the host's key of the user as a text, or None")


def split_base(root: str, path: str) -> tuple[str, str]:
    """Where a contract is mounted, as clients see it, and the path below.

    Args:
        root: The path at which it is mounted, percent-decoded.
        path: The path of the request, percent-decoded; it begins with `root`, unless a proxy took that away.
    """
    root = root.rstrip("/")
    if root and (path == root or path.startswith(root + "/")):
        path = path[len(root) :]
    return quoted_base(root), path or "/"


def quoted_base(root: str) -> str:
    """Where a contract is mounted, as clients see it.

    Args:
        root: The path at which it is mounted, percent-decoded.
    """
    return quote(root.rstrip("/"), safe=_IN_A_PATH)


def query_text(raw: bytes) -> str:
    """A query string as text; bytes that belong into no address become what they should have been sent as."""
    if raw.isascii():
        return raw.decode("ascii")
    return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)


def incomplete_body() -> BadRequest:
    """The body ended before its declared length: what came of it must not be taken for all of it."""
    return BadRequest(400, "incomplete_body", "send as many bytes as Content-Length declares")


def slow_body() -> BadRequest:
    """The body did not come in time."""
    return BadRequest(408, "slow_body", "send the whole body at once, or on a faster connection")


def refusal(error: CommkitError, *, signed_in: bool = False, challenge: str = "") -> Response:
    """The response to a request that cannot be read or served, so that no contract sees it.

    Args:
        error: Why.
        signed_in: As for `problem_of`.
        challenge: As for `problem_of`.
    """
    return with_common_headers(problem_of(error, signed_in=signed_in, challenge=challenge))


def close_stream(stream: object) -> None:
    """Let a stream that nobody reads any more give back what it holds."""
    close = getattr(stream, "close", None)
    if close is not None:
        close()


def read_body(read: Callable[[int], bytes], *, declared: int | None, limit: int) -> bytes:
    """The body of a request; nothing is read of one that declares to be too long.

    Args:
        read: Reads so many bytes or fewer, as files do.
        declared: The length that the request tells; None to read to the end.
        limit: Bytes, at most.

    Raises:
        BadRequest: It is too long, did not come in time, or is shorter than it was said to be.
    """
    if declared is not None and declared > limit:
        raise too_large(limit)
    wanted = limit + 1 if declared is None else declared
    body = bytearray()
    try:
        while len(body) < wanted and (piece := read(min(_PIECE, wanted - len(body)))):
            body += piece
    except OSError as error:  # frameworks raise errors of their own from that of the socket
        if isinstance(error, TimeoutError) or isinstance(error.__cause__, TimeoutError):
            raise slow_body() from None
        logger.info("http.disconnected %r", error)
        raise incomplete_body() from None
    if declared is not None and len(body) < wanted:
        raise incomplete_body()
    if len(body) > limit:
        raise too_large(limit)
    return bytes(body)
