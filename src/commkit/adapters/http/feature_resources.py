"""Resources that features bring: found by their path, carried out in the community that the request names."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from commkit.adapters.http.contract import Contract, community_of, split_path
from commkit.adapters.http.problems import no_such_path
from commkit.adapters.http.steps import Call, Plan
from commkit.adapters.http.values import Request, Response
from commkit.adapters.search_engines.places import site_of
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.http import HttpRequest, HttpResponse
from commkit.runtime.sessions.session import Session

PRIVATE = "private, no-store"


def plan_resource(contract: Contract, request: Request, community: str, path: str, actor: str | None) -> Plan:
    """The plan of a request to a feature's resource.

    Args:
        contract: The contract.
        request: The request.
        community: The segment of its path that names the community.
        path: The path below that.
        actor: The host's key of who sent it.

    Raises:
        NotFound: The type of the community does not have the feature.
    """
    found = contract.find_resource(community, path)
    if found is None:
        raise no_such_path()
    resource, types = found
    site = site_of(contract.kit)
    address = f"{request.base}/{quote(community)}{resource.path}"
    told = HttpRequest(
        request.method,
        path.removeprefix(resource.path),
        site.absolute(address) or address,
        request.query,
        request.headers,
        request.body,
        site.base_url,
        site.object_link,
    )
    answer = resource.answer(told, actor)
    place = community_of(community)
    try:
        unit = next(answer)
        while True:
            call = Call(unit.actor, place, _only_in(types, unit.work), unit.read_only, unit.idempotency_key)
            try:
                came = yield call
            except Exception as error:
                unit = answer.throw(error)
            else:
                unit = answer.send(came)
    except StopIteration as end:
        return _sent(end.value)
    finally:
        answer.close()


def refused_by_resource(
    contract: Contract, request: Request, problem: Response, error: Exception
) -> Response:
    """The refusal of a request in the form that the resource at its address gives to errors.

    Args:
        contract: The contract.
        request: The request.
        problem: The refusal as problem details.
        error: What was raised.
    """
    found = contract.find_resource(*split_path(request))
    if found is None or found[0].refusal is None:
        return problem
    told = error if isinstance(error, CommkitError) and problem.status != 500 else _hidden()
    kept = [each for each in problem.headers if each[0] in ("Allow", "Retry-After")]
    return _sent(found[0].refusal(problem.status, told)).with_headers(*kept)


def _hidden() -> CommkitError:
    return CommkitError("http.failed", "the application failed; its log says how")


def _only_in(types: frozenset[str], work: Callable[[Session], Any]) -> Callable[[Session], Any]:
    """The same work, where the community's type has the feature."""

    def checked(session: Session) -> Any:
        if session.community.type not in types:
            raise no_such_path()
        return work(session)

    return checked


def _sent(response: HttpResponse) -> Response:
    sent = Response(response.status, response.headers, response.body)
    return sent if sent.header("Cache-Control") else sent.with_headers(("Cache-Control", PRIVATE))
