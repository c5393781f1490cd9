"""The router of FastAPI: the host's OpenAPI document, its dependencies, prefixes, the end of the application."""

import json
import re
from contextlib import closing
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.security import HTTPBearer
from fastapi.testclient import TestClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel

from commkit import SYSTEM, Kit
from commkit.adapters.fastapi import community_router
from commkit.adapters.http import make_contract
from commkit.adapters.http.openapi import describe
from commkit.testing.snapshots import differences, snapshot
from tests.adapters.shells.test_asgi import workers
from tests.sample import create_community, new_kit


def ada() -> str:
    return "ada"


async def bearer(token: Annotated[Any, Depends(HTTPBearer(auto_error=False))]) -> str | None:
    return token.credentials if token else None


@pytest.fixture
def app(sqlite_kit: Kit) -> FastAPI:
    """An application whose users sign in by a token, with a `Post` of its own."""
    create_community(sqlite_kit, members=["ada", "bob"])
    made = FastAPI()
    made.include_router(community_router(sqlite_kit, actor=bearer), prefix="/c", tags=["town"])

    class Post(BaseModel):
        theirs: str

    @made.get("/posts")
    def posts() -> Post:
        return Post(theirs="own")

    return made


def operations(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (path, method, told["operationId"])
        for path, item in document["paths"].items()
        for method, told in item.items()
        if method != "parameters"
    }


def broken_references(document: dict[str, Any]) -> set[str]:
    """References to what the document does not have."""
    found = set()
    for text in set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(document))):
        part: Any = document
        for name in text.removeprefix("#/").split("/"):
            part = part.get(name, {})
        if not part:
            found.add(text)
    return found


def test_every_operation_is_in_the_document(app: FastAPI, sqlite_kit: Kit) -> None:
    with TestClient(app) as client:
        document = client.get("/openapi.json").json()
        again = client.get("/openapi.json").json()
    own = operations(describe(make_contract(sqlite_kit)))
    assert len(own) > 200
    assert operations(document) == {("/c" + path, method, id) for path, method, id in own} | {
        ("/posts", "get", "posts_posts_get")
    }
    assert again == document
    assert broken_references(document) == set()


def test_control_a_broken_reference_is_noticed() -> None:
    assert broken_references({"a": {"$ref": "#/components/schemas/Post"}}) == {"#/components/schemas/Post"}


def test_what_the_host_says_of_its_routes_is_said_of_each(app: FastAPI) -> None:
    with TestClient(app) as client:
        document = client.get("/openapi.json").json()
    told = document["paths"]["/c/{community}/posts/create-thread"]["post"]
    assert told["tags"] == ["town", "posts"]
    assert told["security"] == [{"HTTPBearer": []}]
    assert told["summary"] == "Open a thread."
    assert told["requestBody"]["content"]["application/json"]
    assert document["components"]["securitySchemes"] == {"HTTPBearer": {"type": "http", "scheme": "bearer"}}


def test_the_hosts_own_components_stay_theirs(app: FastAPI) -> None:
    with TestClient(app) as client:
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert set(schemas["Post"]["properties"]) == {"theirs"}
    assert "title" in schemas["Commkit.Post"]["properties"]


def test_a_document_that_is_made_without_a_start(sqlite_kit: Kit) -> None:
    app = FastAPI()
    router = community_router(sqlite_kit, actor=ada)
    app.include_router(router, prefix="/orgs/{org}/c")
    router.describe_in(app)
    assert "/orgs/{org}/c/{community}/posts/create-thread" in app.openapi()["paths"]
    assert not [path for path in app.openapi()["paths"] if "commkit_rest" in path]


def test_a_router_that_is_not_to_be_described(sqlite_kit: Kit) -> None:
    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=ada), prefix="/c", include_in_schema=False)
    with TestClient(app):
        assert app.openapi()["paths"] == {}


def test_two_kits_in_one_application(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada"])
    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=ada), prefix="/inside")
    app.include_router(community_router(sqlite_kit, actor=lambda: None), prefix="/outside")
    with TestClient(app) as client:
        assert client.get("/inside/town/-/me").json()["role"] == "member"
        assert client.get("/outside/town/-/me").json()["role"] == "visitor"
        paths = app.openapi()["paths"]
    assert {"/inside/{community}/posts/view-thread", "/outside/{community}/posts/view-thread"} <= set(paths)


@pytest.mark.parametrize("actor", [ada, Depends(ada), bearer, Depends(bearer)])
def test_an_actor_is_any_dependency(sqlite_kit: Kit, actor: Any) -> None:
    create_community(sqlite_kit, members=["ada"])
    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=actor), prefix="/c")
    with TestClient(app) as client:
        answer = client.get("/c/town/-/me", headers={"authorization": "Bearer ada"})
    assert answer.json()["role"] == "member"


def test_dependencies_can_be_overridden_as_all_of_fastapi(app: FastAPI) -> None:
    app.dependency_overrides[bearer] = ada
    with TestClient(app) as client:
        assert client.get("/c/town/-/me").json()["role"] == "member"


@pytest.mark.parametrize("key", [7, SYSTEM, b"ada"])
def test_what_is_no_key_of_a_user_is_an_error_of_the_host(sqlite_kit: Kit, key: Any) -> None:
    create_community(sqlite_kit)
    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=lambda: key), prefix="/c")
    with TestClient(app) as client, pytest.raises(TypeError, match="the host's key"):
        client.get("/c/town/-/me")


def test_whoever_the_host_turns_away_changes_nothing(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada"])

    def refuse() -> str:
        raise HTTPException(418, "not today")

    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=ada), prefix="/c", dependencies=[Depends(refuse)])
    before = snapshot(sqlite_kit)
    with TestClient(app) as client:
        answer = client.post("/c/town/members/leave-community", json={})
    assert (answer.status_code, answer.json()) == (418, {"detail": "not today"})
    assert differences(before, snapshot(sqlite_kit)) == []


def test_a_dependency_may_read_the_body_and_set_headers(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, members=["ada"])
    seen = []

    async def signed(request: Request, response: Response, x_user: Annotated[str, Header()]) -> str:
        seen.append(await request.body())
        response.set_cookie("seen", "1")
        return x_user

    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=signed), prefix="/c")
    with TestClient(app) as client:
        answer = client.post("/c/town/posts/list-threads", json={"limit": 1}, headers={"x-user": "ada"})
    assert (answer.status_code, list(map(json.loads, seen))) == (200, [{"limit": 1}])
    assert answer.headers["set-cookie"].startswith("seen=1")
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("prefix", ["", "/c", "/a/b", "/orgs/{org}/c", "/b\u00fcro"])
def test_below_any_prefix(sqlite_kit: Kit, prefix: str) -> None:
    create_community(sqlite_kit, members=["ada", "bob"])
    app = FastAPI()

    @app.get("/own")
    def own() -> str:
        return "own"

    app.include_router(community_router(sqlite_kit, actor=ada), prefix=prefix)
    at = "/api" + prefix.replace("{org}", "acme").replace("\u00fc", "%C3%BC")
    with TestClient(app, root_path="/api") as client:
        answer = client.get(f"{at}/town/members/list-members?limit=1")
        assert client.get("/api/own").json() == "own"
    assert answer.headers["link"].startswith(f"<{at}/town/members/list-members?limit=1&after=")


def test_the_end_of_the_application_ends_its_threads(app: FastAPI) -> None:
    with TestClient(app) as client:
        assert client.get("/c/town/-/me").status_code == 200
        assert workers() != []
    assert workers() == []


def test_an_answer_with_a_cookie_of_the_host_is_for_one_reader(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)

    async def user(request: Request, response: Response) -> str | None:
        if "x-new" in request.headers:
            response.set_cookie("seen", "1")
        return None

    app = FastAPI()
    app.include_router(community_router(sqlite_kit, actor=user), prefix="/c")
    with TestClient(app) as client:
        plain, found = (
            client.get("/c/town/posts/list-threads", headers=headers) for headers in ({}, {"x-new": "1"})
        )
    assert plain.headers["cache-control"] == "public, max-age=0, must-revalidate", "the control"
    assert found.headers["set-cookie"].startswith("seen=1")
    assert found.headers["cache-control"] == "private, no-store"


def test_the_description_tells_of_rates_where_there_are_some(sqlite_url: str) -> None:
    with closing(new_kit(sqlite_url, rates={"write": "3 per minute"})) as kit:
        app = FastAPI()
        app.include_router(community_router(kit, actor=lambda: None), prefix="/c")
        with TestClient(app) as client:
            document = client.get("/openapi.json").json()
    OpenAPIV31SpecValidator(document).validate()
    assert "Commkit.RateLimit" in document["components"]["headers"]
    assert "/c/-/schemas/{plugin}/{message}" in document["paths"]
