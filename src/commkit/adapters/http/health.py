"""Health: whether the process answers, and whether it can serve; for load balancers and orchestrators.

`GET {base}/-/health/live` says that the process answers. `GET {base}/-/health/ready` says that the database can be
reached and fits the code, with 503 where not; and whether a worker keeps up, which does not make it unready: pages are
served without one. What was found is told for a second, however often it is asked.
"""

from typing import Any

from commkit.adapters.http.answers import encode
from commkit.adapters.http.contract import Contract
from commkit.adapters.http.reading import READING, check_method
from commkit.adapters.http.steps import Plan, Transfer
from commkit.adapters.http.values import JSON, Request, Response
from commkit.runtime.model.errors import CommkitError

LIVE = "/health/live"
READY = "/health/ready"


def plan_health(contract: Contract, request: Request, path: str) -> Plan:
    """The plan of one of both questions."""
    check_method(request, *READING)
    if path == LIVE:
        return _answer(200, {"live": True})
    told = yield Transfer(lambda: contract.readiness.ask(lambda: _ready(contract)))
    return _answer(200 if told["ready"] else 503, told)


def _ready(contract: Contract) -> dict[str, Any]:
    try:
        contract.kit.check()
        behind = contract.kit.worker(purge=False).is_behind()
    except CommkitError as error:
        return {"ready": False, "code": error.code, "worker": "unknown"}
    return {"ready": True, "code": None, "worker": "behind" if behind else "keeps up"}


def _answer(status: int, told: dict[str, Any]) -> Response:
    return Response(status, (("Content-Type", JSON), ("Cache-Control", "no-store")), encode(told))
