"""Requests and responses as plain values, which every shell turns its framework's into and back."""

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

Headers = tuple[tuple[str, str], ...]

JSON = "application/json"
PROBLEM = "application/problem+json"


@frozen
class Request:
    """What a client sent.

    Attributes:
        method: `GET`, `POST`...
        path: The path below `base`, percent-decoded, with its first slash: `/acme-help/posts/list-threads`.
        query: The query string as it was sent, without the question mark.
        headers: By lower-case name; several of one name are joined by commas.
        body: Its bytes; a shell reads at most what `Contract.max_body` allows.
        base: The path at which the contract is mounted, as clients see it: `/c`; empty for the root.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""
    base: str = ""


@frozen
class Response:
    """What is sent back.

    Attributes:
        status: The HTTP status.
        headers: Names and values, in order.
        body: Its bytes; empty where it is streamed.
        stream: What is sent piece by piece, if it is not known at once; the shell closes it. An `EventStream` can be
            iterated over by event loops, too.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""
    stream: Iterator[bytes] | None = None

    def header(self, name: str) -> str | None:
        """The value of a header; None where it is not there."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)

    def with_headers(self, *more: tuple[str, str]) -> "Response":
        """The same with further headers."""
        return evolve(self, headers=(*self.headers, *more))
