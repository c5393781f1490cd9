"""HTTP resources of features: what a feature serves under a community's address beside its messages.

They are plain values: no framework, no socket. The HTTP adapter finds the resource by its path, and every shell serves
it as it serves the messages. A resource's answer is a generator: it gives units of work one after the other, gets what
came of each, and returns the response; so one answer runs on threads and on event loops alike, and no session is open
while it reads or writes bytes.
"""

from collections.abc import Callable, Generator, Mapping
from typing import Any
from uuid import UUID

from attrs import field, frozen

from commkit.runtime.model.errors import CommkitError

HttpHeaders = tuple[tuple[str, str], ...]
"""Pairs of a name and a value, in their order."""


def _no_page(slug: str, record: str, id: UUID) -> str:
    return ""


@frozen
class HttpRequest:
    """What a client sent to a resource.

    Attributes:
        method: One of the methods of the resource.
        path: The path below the resource, percent-decoded: `/Users/4711`; empty for the resource itself.
        root: The address of the resource in this community: absolute where the host gave the port `Site`, else a path.
        query: The query string as it was sent, without the question mark.
        headers: By lower-case name; several of one name are joined by commas.
        body: Its bytes, at most as many as `Contract.max_body` allows.
        site: The URL of the host's site, which relative links in texts start from; empty where the host gave no `Site`.
        page: Gives the absolute URL of a page of the host by the community's slug, a record's class name and an id, as
            `Site.object_link` does; empty where there is none.
    """

    method: str
    path: str
    root: str
    query: str = ""
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""
    site: str = ""
    page: Callable[[str, str, UUID], str] = _no_page


@frozen
class HttpResponse:
    """What a resource sends back.

    Attributes:
        status: The HTTP status.
        headers: Names and values, in order.
        body: Its bytes.
    """

    status: int
    headers: HttpHeaders = ()
    body: bytes = b""


@frozen
class HttpWork:
    """A unit of work in the community that the request names; a resource reaches no other one.

    Attributes:
        actor: Who acts: the host's key of a user, `SYSTEM`, or None for a visitor.
        work: Gets the session; may be run several times, as `Kit.transact` says.
        read_only: Whether it only reads.
        idempotency_key: The key that the client gave.
    """

    actor: Any
    work: Callable[[Any], Any]
    read_only: bool = False
    idempotency_key: str | None = None


HttpAnswer = Generator[HttpWork, Any, HttpResponse]
"""The answer to a request: units of work, what comes of each, and the response at the end."""


@frozen(eq=False)
class HttpResource:
    """What a feature serves over HTTP, below a community's address; a feature names it in `http_resources`.

    It is there in communities whose type has the feature; elsewhere there is no such address. What `answer` raises is
    answered as errors of messages are.

    Attributes:
        path: The path below the community, at least two segments, the plugin's name first: `/scim/v2`.
        methods: The methods that it takes.
        answer: `(request, actor) -> HttpAnswer`; the actor is the host's key of who the host says sent it, or None.
        refusal: `(status, error) -> response`: the form of errors that are found before `answer` is asked, or that it
            raises, such as a body that is too long; problem details where it is left out.
    """

    path: str
    methods: tuple[str, ...]
    answer: Callable[[HttpRequest, str | None], HttpAnswer]
    refusal: Callable[[int, CommkitError], HttpResponse] | None = None
