"""Discovery: types, who one is, JSON Schemas, and an OpenAPI document that holds for what is answered."""

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from commkit import Kit
from commkit.adapters.http import Request, handle, make_contract
from commkit.adapters.http.contract import path_of
from commkit.adapters.http.openapi import describe
from commkit.posts import CreateThread
from commkit.testing.strategies import messages
from tests.adapters.http_client import Client, client_of, read
from tests.sample import OWNER, create_community


@pytest.fixture
def town(kit: Kit) -> Kit:
    """A community with a member."""
    create_community(kit, members=("ada",))
    return kit


def test_me_tells_role_rights_and_what_is_unread(town: Kit) -> None:
    with town.session(OWNER, "town") as session:
        session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
    ada, visitor = (read(client_of(town, actor).get("/-/me")) for actor in ("ada", None))
    assert (ada["role"], visitor["role"]) == ("member", "visitor")
    assert ada["membership"]["name"] == "ada"
    assert (visitor["membership"], visitor["unread"]) == (None, None)
    assert ada["unread"]["threads"][0]["count"] == 1
    assert "posts.create_thread" in ada["may"]
    assert "posts.create_thread" not in visitor["may"]
    assert "members.assign_role" not in ada["may"]


def test_whatever_me_offers_is_not_refused_for_a_missing_permission(town: Kit) -> None:
    for actor in ("ada", OWNER, None):
        client = client_of(town, actor)
        may = read(client.get("/-/me"))["may"]
        for path, endpoint in client.contract.local.items():
            codes = read(client.post(path, nothing=1)).get("code"), endpoint.operation.name in may
            assert codes[0] in ("runtime.invalid", "runtime.not_permitted")


def test_types_are_told_to_everybody(town: Kit) -> None:
    (forum,) = read(client_of(town).get("//-/types"))
    assert (forum["name"], forum["kinds"][0]["name"]) == ("forum", "question")


def test_a_message_has_a_json_schema_for_forms(town: Kit) -> None:
    schema = read(client_of(town).get("//-/schemas/posts/create-thread"))
    Draft202012Validator.check_schema(schema)
    assert schema["required"] == ["kind", "body"]
    assert schema["properties"]["title"]["maxLength"] == 300
    fits = partial(Draft202012Validator(schema).is_valid)
    assert fits({"kind": "question", "body": "I wonder.", "tags": ["a"]})
    assert not fits({"kind": "question", "body": "I wonder.", "tags": "a"})
    assert not fits({"kind": "question", "body": "I wonder.", "more": 1})
    assert client_of(town).get("//-/schemas/posts/complete-upload").status == 404


def test_the_description_is_openapi_and_is_made_once(town: Kit) -> None:
    client = client_of(town)
    found = client.get("//openapi.json")
    document = read(found)
    OpenAPIV31SpecValidator(document).validate()
    assert document["servers"] == [{"url": "/c"}]
    messages = [path for path in document["paths"] if "/-/" not in path.removeprefix("/-")]
    assert len(messages) >= len(town.operations)
    assert client.get("//openapi.json").body is not found.body or found.body
    assert list(client.contract.descriptions) == ["/c"]


def test_every_address_stands_in_the_description(town: Kit) -> None:
    paths = read(client_of(town).get("//openapi.json"))["paths"]
    for path in ("/openapi.json", "/-/types", "/-/schemas/{plugin}/{message}", "/-/health/ready"):
        filled = path.replace("{plugin}", "posts").replace("{message}", "create-thread")
        assert "get" in paths[path]
        assert client_of(town).get(f"/{filled}").status == 200


@pytest.mark.slow
def test_few_descriptions_are_kept_wherever_clients_say_that_it_is_mounted(town: Kit) -> None:
    contract = make_contract(town)
    for number in range(20):
        found = handle(contract, Request("GET", "/openapi.json", base=f"/{number}"), None)
        assert read(found)["servers"] == [{"url": f"/{number}"}]
    assert len(contract.descriptions) <= 8


def test_every_operation_says_what_it_does_and_what_it_needs(town: Kit) -> None:
    for path, item in describe(make_contract(town))["paths"].items():
        for method in ("get", "post"):
            if method in item:
                assert item[method]["summary"], path
                is_message = item[method]["tags"] != ["http"]
                assert is_message is ("Needs the permission" in item[method]["description"]), path


def test_whatever_a_message_can_be_fits_its_schema(sqlite_town: Client) -> None:
    contract = sqlite_town.contract
    for operation in contract.kit.operations:
        schema = read(sqlite_town.get(f"//-/schemas{path_of(operation.name)}"))
        Draft202012Validator.check_schema(schema)
        _check_fits(contract.kit, operation.message, Draft202012Validator(schema))


def _check_fits(kit: Kit, message: Any, schema: Draft202012Validator) -> None:
    @given(messages(kit, message))
    @settings(max_examples=10)
    def holds(made: Any) -> None:
        schema.validate(json.loads(json.dumps(kit.dump(made))))

    holds()


@pytest.fixture
def sqlite_town(sqlite_kit: Kit) -> Client:
    """A client of a member, on SQLite."""
    create_community(sqlite_kit, members=("ada",))
    return client_of(sqlite_kit, "ada")
