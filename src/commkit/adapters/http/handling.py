"""Handling: a request becomes a plan of units of work, and what they give or raise becomes a response."""

from collections.abc import Callable, Sequence
from functools import partial

from attrs import evolve

from commkit.adapters.http.addresses import check_address
from commkit.adapters.http.answers import for_one_reader, is_public, read_answer, with_common_headers
from commkit.adapters.http.batch import plan_batch
from commkit.adapters.http.contract import FILES, LOBBY, Contract, split_path
from commkit.adapters.http.discovery import find_fixed, plan_me
from commkit.adapters.http.embedding import EMBED, send_embed
from commkit.adapters.http.event_stream import EventStream
from commkit.adapters.http.feature_resources import plan_resource, refused_by_resource
from commkit.adapters.http.feeds import is_feed, plan_feed
from commkit.adapters.http.files import plan_download
from commkit.adapters.http.health import LIVE, READY, plan_health
from commkit.adapters.http.messages import plan_message
from commkit.adapters.http.origins import check_origin
from commkit.adapters.http.problems import no_such_path, problem_of, too_large
from commkit.adapters.http.rate_headers import noting_rates, rate_headers
from commkit.adapters.http.reading import READING, check_method, declared_length
from commkit.adapters.http.sitemaps import is_sitemap, plan_sitemap
from commkit.adapters.http.steps import Plan, Step, run_step, run_step_async
from commkit.adapters.http.stream_plan import STREAM, plan_stream
from commkit.adapters.http.uploads import check_uploader, plan_upload
from commkit.adapters.http.values import Request, Response
from commkit.aio import AsyncKit
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.sessions.rates import RateState


def handle(contract: Contract, request: Request, actor: str | None) -> Response:
    """Answer a request.

    Args:
        contract: The contract.
        request: The request.
        actor: The host's key of who sent it, as the host found out; None for a visitor.

    Returns:
        The response. Errors are responses, too: problem details.
    """
    seen: list[RateState] = []
    try:
        response = _follow(contract, _plan(contract, request, actor), seen)
    except Exception as error:
        response = _refuse(contract, request, actor, error)
    return _finish(contract, request, response, seen)


async def handle_async(contract: Contract, akit: AsyncKit, request: Request, actor: str | None) -> Response:
    """Answer a request beside an event loop; as `handle` does.

    Args:
        contract: The contract.
        akit: The contract's Kit for this loop.
        request: As for `handle`.
        actor: As for `handle`.
    """
    seen: list[RateState] = []
    try:
        response = await _follow_async(akit, _plan(contract, request, actor), seen)
        if isinstance(response.stream, EventStream):
            response.stream.akit = akit
    except Exception as error:
        response = _refuse(contract, request, actor, error)
    return _finish(contract, request, response, seen)


def refuse_early(contract: Contract, request: Request, actor: str | None) -> Response | None:
    """The refusal of a request whose body need not be read, since nothing in it would help; else None.

    Shells ask for it before they read the body, so that nobody sends megabytes for nothing.

    Args:
        contract: As for `handle`.
        request: The request, without its body.
        actor: As for `handle`.
    """
    try:
        _check_head(contract, request, actor)
        declared = declared_length(request.headers.get("content-length"))
        limit = contract.body_limit(request)
        if declared is not None and declared > limit:
            raise too_large(limit)
    except CommkitError as error:
        return _finish(contract, request, _refuse(contract, request, actor, error), ())
    return None


def _follow(contract: Contract, plan: Plan, seen: list[RateState]) -> Response:
    go_on: Callable[[], Step] = partial(next, plan)
    while True:
        try:
            step = go_on()
        except StopIteration as end:
            response: Response = end.value
            return response
        try:
            go_on = partial(plan.send, run_step(contract.kit, noting_rates(step, seen)))
        except (
            BaseException
        ) as error:  # the plan may give something back, also where the process is told to end
            go_on = partial(plan.throw, error)


async def _follow_async(akit: AsyncKit, plan: Plan, seen: list[RateState]) -> Response:
    go_on: Callable[[], Step] = partial(next, plan)
    while True:
        try:
            step = go_on()
        except StopIteration as end:
            response: Response = end.value
            return response
        try:
            go_on = partial(plan.send, await run_step_async(akit, noting_rates(step, seen)))
        except BaseException as error:  # as above; the task may have been cancelled
            go_on = partial(plan.throw, error)


def _plan(contract: Contract, request: Request, actor: str | None) -> Plan:
    """What a request asks for."""
    _check_head(contract, request, actor)
    limit = contract.body_limit(request)
    if len(request.body) > limit:
        raise too_large(limit)
    community, path = split_path(request)
    if (community, path) == (LOBBY, EMBED):
        return send_embed(request)
    fixed = find_fixed(contract, request, community, path)
    if fixed is not None:
        check_method(request, *READING)
        return read_answer(request, fixed, public=True)
    resource = _resource(contract, request, community, path, actor)
    if resource is not None:
        return (yield from resource)
    endpoint = contract.find(community, path)
    if endpoint is None:
        raise no_such_path()
    return (yield from plan_message(contract, request, community, endpoint, actor))


def _check_head(contract: Contract, request: Request, actor: str | None) -> None:
    """Refuse who sends it and where to, whatever the body says."""
    check_origin(contract, request)
    check_address(contract, request)
    community, path = split_path(request)
    if request.method == "POST" and community != LOBBY and path == FILES:
        check_uploader(actor)


def _resource(
    contract: Contract, request: Request, community: str, path: str, actor: str | None
) -> Plan | None:
    """The plan for what is no message; None where the path names none."""
    if path == "/-/batch":
        return plan_batch(contract, request, community, actor)
    found = contract.find_resource(community, path)
    if found is not None:
        return plan_resource(contract, request, community, path, actor)
    if community == LOBBY:
        return plan_health(contract, request, path) if path in (LIVE, READY) else None
    if is_feed(path):
        return plan_feed(contract, request, community, path)
    if path.startswith(f"{FILES}/"):
        return plan_download(contract, request, community, path.removeprefix(f"{FILES}/"), actor)
    if is_sitemap(path):
        return plan_sitemap(contract, request, community, path)
    plan = {"/-/me": plan_me, STREAM: plan_stream, FILES: plan_upload}.get(path)
    return plan(contract, request, community, actor) if plan is not None else None


def _refuse(contract: Contract, request: Request, actor: str | None, error: Exception) -> Response:
    problem = problem_of(
        error,
        signed_in=actor is not None,
        challenge=contract.challenge,
        precondition="if-match" in request.headers,
    )
    return refused_by_resource(contract, request, problem, error)


def _finish(contract: Contract, request: Request, response: Response, seen: Sequence[RateState]) -> Response:
    """The response as it is sent: without its body where only the headers were asked for."""
    if not contract.public and is_public(response.header("Cache-Control")):
        response = for_one_reader(response)
    sent = with_common_headers(response).with_headers(*rate_headers(seen))
    return evolve(sent, body=b"") if request.method == "HEAD" else sent
