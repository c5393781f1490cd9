"""A client that was generated from the description plays what the tutorial does, over real HTTP."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from commkit import Kit
from commkit.adapters.http import make_contract
from commkit.adapters.http.openapi import describe
from commkit.adapters.wsgi import WsgiApp
from tests.sample import create_community

pytest.importorskip("openapi_python_client", reason="it needs newer releases than commkit does")


@pytest.fixture
def generated(sqlite_kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the client; what the generator cannot make sense of is a failure."""
    description, config = tmp_path / "openapi.json", tmp_path / "config.json"
    description.write_text(json.dumps(describe(make_contract(sqlite_kit))))
    config.write_text(json.dumps({"package_name_override": "town_client", "post_hooks": []}))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--path", str(description)),
            *("--config", str(config), "--meta", "none", "--fail-on-warning"),
        ],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / "town_client"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(kit: Kit) -> Iterator[str]:
    app = WsgiApp(kit, actor=lambda environ: environ.get("HTTP_X_USER"))
    with make_server("127.0.0.1", 0, app, WSGIServer, _Quiet) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.slow
def test_a_generated_client_asks_and_is_answered(sqlite_kit: Kit, generated: Path) -> None:
    create_community(sqlite_kit)

    def client(user: str) -> Any:
        return import_module("town_client").Client(base_url=address, headers={"X-User": user})

    def call(name: str, user: str, **values: Any) -> Any:
        return import_module(f"town_client.api.{name}").sync("town", client=client(user), **values)

    models = import_module("town_client.models")
    with served(sqlite_kit) as address:
        joined = call("members.members_join_community", "ada", body=models.MembersJoinCommunityBody())
        assert (joined.role, joined.status) == ("member", "active")
        asked = call(
            "posts.posts_create_thread",
            "ada",
            body=models.PostsCreateThreadBody(kind="question", title="Why is it bitter?", body="My tea is."),
        )
        call(
            "posts.posts_create_reply",
            "ada",
            body=models.PostsCreateReplyBody(parent=asked.id, body="Cooler water."),
        )
        page = call("posts.posts_read_thread", "ada", thread=asked.id)
        assert [post.body for post in page.items] == ["My tea is.", "Cooler water."]
        refused = call(
            "posts.posts_create_reply",
            "bob",
            body=models.PostsCreateReplyBody(parent=asked.id, body="Me too."),
        )
        assert refused.code == "runtime.not_permitted"
        listed = call("posts.posts_list_threads", "bob", limit=5)
        assert [thread.title for thread in listed.items] == ["Why is it bitter?"]
