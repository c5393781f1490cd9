"""What the kinds of resources have in common: how one is answered, which version is asked for, how a list is made."""

from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen
from scim2_models import Context, PreconditionFailedException

from commkit import Invalid, Session
from commkit.http_resources import HttpRequest, HttpResponse
from commkit_scim.serving.discovery.policy import listed
from commkit_scim.serving.errors.policy import respond
from commkit_scim.serving.requests.policy import Wanted, matches, selection_of
from commkit_scim.tokens.records import ScimClient

Work = Callable[[Session], HttpResponse]


@frozen
class Exchange:
    """A request, and who sends it.

    Attributes:
        request: The request.
        client: For whom its token stands.
    """

    request: HttpRequest
    client: ScimClient


@frozen
class Endpoint:
    """What is served of a kind of resource: each gives the work that answers a request.

    Attributes:
        model: The schema in a community.
        page: A page of them, as resources, with how many there are.
        creating: Makes one.
        reading: Reads one.
        replacing: Says everything of one.
        patching: Says some of it.
        deleting: Removes one.
    """

    model: Callable[[ScimClient], Any]
    page: Callable[[Exchange, Session, Wanted], tuple[int, list[Any]]]
    creating: Callable[[Exchange], Work]
    reading: Callable[[Exchange, str], Work]
    replacing: Callable[[Exchange, str], Work]
    patching: Callable[[Exchange, str], Work]
    deleting: Callable[[Exchange, str], Work]

    def listing(self, exchange: Exchange, wanted: Wanted) -> Work:
        """The work that answers a list."""

        def work(session: Session) -> HttpResponse:
            return found_page(exchange, session, wanted, [self])

        return work


def found_page(
    exchange: Exchange, session: Session, wanted: Wanted, endpoints: Sequence[Endpoint]
) -> HttpResponse:
    """A list over one kind of resource, or several, one after the other.

    Raises:
        Invalid: The filter fits none of the kinds.
    """
    total, found, fault, fits = 0, list[Any](), None, False
    for endpoint in endpoints:
        left = wanted.count - len(found)
        start = max(wanted.start - total, 1)
        here = Wanted(wanted.filter, wanted.sort_by, wanted.descending, start, left, wanted.selection)
        try:
            count, resources = endpoint.page(exchange, session, here)
        except Invalid as error:
            fault = error
            continue
        fits = True
        total += count
        found += resources
    if fault is not None and not fits:
        raise fault
    told = [_dumped(each, wanted.selection, Context.SEARCH_RESPONSE) for each in found]
    return respond(200, listed(told, total=total, start=wanted.start))


def one_response(exchange: Exchange, resource: Any, model: Any, *, status: int = 200) -> HttpResponse:
    """The answer with one resource; 304 where the client has it."""
    tag, location = resource.meta.version, resource.meta.location
    headers = (("ETag", tag), ("Location", str(location)))
    request = exchange.request
    known = request.headers.get("if-none-match", "") if request.method in ("GET", "HEAD") else ""
    if known and matches(known, tag):
        return respond(304, None, headers)
    body = _dumped(resource, selection_of(request, model), _CONTEXTS[request.method])
    return respond(status, body, headers)


def check_match(exchange: Exchange, tag: str) -> None:
    """Check that a resource is in a version that the request names, if it names one.

    Raises:
        PreconditionFailedException: It is in another one.
    """
    asked = exchange.request.headers.get("if-match")
    refused = exchange.request.headers.get("if-none-match")
    if (asked is not None and not matches(asked, tag)) or (refused is not None and matches(refused, tag)):
        raise PreconditionFailedException(detail="this resource was changed in the meantime; read it again")


def _dumped(resource: Any, selection: Any, context: Context) -> dict[str, Any]:
    body: dict[str, Any] = resource.model_dump(scim_ctx=context, response_parameters=selection)
    return body


_CONTEXTS = {
    "GET": Context.RESOURCE_QUERY_RESPONSE,
    "HEAD": Context.RESOURCE_QUERY_RESPONSE,
    "POST": Context.RESOURCE_CREATION_RESPONSE,
    "PUT": Context.RESOURCE_REPLACEMENT_RESPONSE,
    "PATCH": Context.RESOURCE_PATCH_RESPONSE,
}
