"""Resources that features bring: in every shell, where the type has the feature, refused where they collide."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

import httpx2
import pytest

from commkit import SYSTEM, CommkitError, CommunityType, Feature, PluginError
from commkit.adapters.http import Request, handle, make_contract
from commkit.communities import ListCommunities, Site
from commkit.http_resources import HttpAnswer, HttpRequest, HttpResource, HttpResponse, HttpWork
from tests.adapters.shells.shells import BASE, SHELLS
from tests.runtime.plugins import Listen, Plugin
from tests.sample import FORUM, create_community, new_kit

PATH = "/club/bells"
METHODS = ("GET", "PUT", "PATCH", "DELETE")


def ring(request: HttpRequest, actor: str | None) -> HttpAnswer:
    """Answers with what it was asked, and who is asked in which community."""
    if request.path == "/broken":
        raise ValueError("a secret of the application")
    where = yield HttpWork(actor, lambda session: [session.community.slug, session.role], read_only=True)
    try:
        yield HttpWork(SYSTEM, lambda session: session.ask(Listen()), read_only=True)
    except CommkitError as error:
        where.append(error.code)
    told = {"method": request.method, "path": request.path, "root": request.root, "query": request.query}
    body = json.dumps({**told, "body": request.body.decode(), "where": where}).encode()
    return HttpResponse(200, (("Content-Type", "application/bells+json"),), body)


def refuse(status: int, error: CommkitError) -> HttpResponse:
    return HttpResponse(status, (("Content-Type", "application/bells+json"),), error.code.encode())


def resource(path: str = PATH, methods: tuple[str, ...] = METHODS, **more: Any) -> HttpResource:
    return HttpResource(path, methods, ring, **more)


def club(*resources: HttpResource) -> Plugin:
    feature = Feature("club.wall", http_resources=resources, grants={"member": {"club.ring"}})

    @feature.handles(Listen)
    def listen(context: Any, query: Listen) -> int:
        return 1

    made = CommunityType("club", features=("posts", "club.wall"), post_kinds=FORUM.post_kinds)
    return Plugin((feature,), (made,))


@pytest.fixture
def kit(url: str) -> Iterator[Any]:
    kit = new_kit(url, club(resource()))
    create_community(kit, type="club", members=("ada",))
    yield kit
    kit.close()


def send(kit: Any, method: str, path: str, actor: str | None = "ada", **more: Any) -> Any:
    return handle(make_contract(kit), Request(method, path, **more), actor)


def test_a_resource_knows_the_pages_of_the_host() -> None:
    told: list[Any] = []

    def look(request: HttpRequest, actor: str | None) -> HttpAnswer:
        told.append((request.root, request.site, request.page("town", "Post", UUID(int=7))))
        return HttpResponse(204)
        yield

    site = Site(base_url="https://a.example/", link=lambda slug, record, key: f"/{slug}/{record}/{key.int}")
    for ports in ({}, {Site: site}):
        with closing(new_kit("sqlite://", club(HttpResource(PATH, METHODS, look)), ports=ports)) as kit:
            assert send(kit, "GET", f"/town{PATH}", base="/c").status == 204
    assert told == [
        ("/c/town/club/bells", "", ""),
        ("https://a.example/c/town/club/bells", "https://a.example/", "https://a.example/town/Post/7"),
    ]


def test_a_resource_gets_what_was_sent_below_its_path(kit: Any) -> None:
    got = send(kit, "PUT", f"/town{PATH}/a/b", query="x=1", body=b"ding", base="/c")
    assert got.status == 200
    assert got.header("Content-Type") == "application/bells+json"
    assert got.header("Cache-Control") == "private, no-store"
    told = json.loads(got.body)
    assert told.pop("where")[:2] == ["town", "member"]
    assert told == {
        "method": "PUT",
        "path": "/a/b",
        "root": "/c/town/club/bells",
        "query": "x=1",
        "body": "ding",
    }
    assert json.loads(send(kit, "GET", f"/town{PATH}").body)["path"] == ""


def test_it_is_nowhere_else(kit: Any) -> None:
    for path in (f"/-{PATH}", f"/nowhere{PATH}", f"/town{PATH}er", f"/town/x{PATH}"):
        assert send(kit, "GET", path).status == 404
    assert send(kit, "POST", f"/town{PATH}").status == 405
    with kit.session("ada") as lobby:
        assert lobby.ask(ListCommunities()) is not None


def test_it_is_only_in_communities_whose_type_has_the_feature(url: str) -> None:
    kit = new_kit(url, club(resource()))
    create_community(kit, type="forum", members=("ada",))
    assert send(kit, "GET", f"/town{PATH}").status == 404
    kit.close()


def test_errors_have_the_form_of_the_resource_if_it_has_one(kit: Any, url: str) -> None:
    broken = send(kit, "GET", f"/town{PATH}/broken")
    assert broken.status == 500
    assert b"secret" not in broken.body
    own = new_kit(url, club(resource(refusal=refuse)))
    for method, path, body, status, code in (
        ("GET", f"/town{PATH}/broken", b"", 500, b"http.failed"),
        ("POST", f"/town{PATH}", b"", 405, b"http.method_not_allowed"),
        ("PUT", f"/town{PATH}", b"x" * (2 << 20), 413, b"http.too_large"),
        ("GET", f"/nowhere{PATH}", b"", 404, b"communities.not_found"),
    ):
        got = send(own, method, path, body=body)
        assert (got.status, got.body) == (status, code)
        assert got.header("Content-Type") == "application/bells+json"
    own.close()


@pytest.mark.parametrize(
    "resources",
    [
        (resource("/club"),),
        (resource("/other/bells"),),
        (resource("/Club/bells"),),
        (resource("/club/bells/"),),
        (resource("club/bells"),),
        (resource("/club/../x"),),
        (resource("/club/listen"),),
        (resource("/club/bells"), resource("/club/bells")),
        (resource("/club/bells"), resource("/club/bells/small")),
        (resource("/club/bells/small"), resource("/club/bells")),
        (resource(methods=()),),
        (resource(methods=("get",)),),
    ],
)
def test_what_collides_or_is_no_path_is_refused_when_the_kit_is_built(
    resources: tuple[HttpResource, ...],
) -> None:
    with pytest.raises(PluginError) as refused:
        new_kit("sqlite://", club(*resources))
    assert refused.value.plugin == "club"


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_serves_it(kit: Any, shell: str) -> None:
    with SHELLS[shell](make_contract(kit)) as server:
        address = f"http://127.0.0.1:{server.port}{BASE}/town{PATH}/a"
        for method in METHODS:
            sent = b"ding" if method[0] == "P" else b""
            got = httpx2.request(method, address, headers={"X-User": "ada"}, content=sent)
            assert got.status_code == 200, got.text
            told = got.json()
            assert (told["method"], told["path"]) == (method, "/a")
            assert told["root"].endswith("/c/town/club/bells")
