"""The public `scim2-tester` checks a real server on loopback: every check passes, whatever the community keeps."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from scim2_models import ScimProvider

from commkit.adapters.wsgi import WsgiApp

pytest.importorskip(
    "scim2_tester", reason="it is not there with the lowest versions, of which it needs newer ones"
)

import httpx2
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(town: Any) -> Iterator[str]:
    """The community over HTTP on a free port."""
    app = WsgiApp(town.kit, actor=lambda environ: None)
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/office/scim/v2"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"emails": True, "roles": ("member", "lead")}])
@pytest.mark.parametrize("of_agent", [False, True])
def test_every_check_passes(make_town: Any, options: dict[str, Any], of_agent: bool) -> None:
    town = make_town(**options)
    headers = {"Authorization": f"Bearer {town.token(of_agent=of_agent)}"}
    with served(town) as address, httpx2.Client(base_url=address, headers=headers, timeout=60) as http:
        results = check_server(SyncSCIMClient(http, provider=ScimProvider([])))
    failed = [each for each in results if each.status is not Status.SUCCESS]
    assert not failed, "\n".join(f"{each.title} {each.resource_type}: {each.reason}" for each in failed)
    assert len(results) > 50
