"""Who may send what: tokens, versions, bad input; what is not for a directory does not exist for it."""

from datetime import date
from typing import Any

import pytest

from commkit import SYSTEM, Denied
from commkit.communities import ArchiveCommunity, CreateCommunity
from commkit.members import AddAgent, AgentId, RemoveAgent
from commkit_scim import CreateScimToken, ListScimTokens, RevokeScimToken

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


def test_without_a_valid_token_there_is_nothing_to_tell(town: Any) -> None:
    directory = town.directory()
    token = directory.token
    with town.kit.session("owner") as lobby:
        for slug, type in (("other", "office"),):
            lobby.do(
                CreateCommunity(
                    slug, type=type, title="Other", purpose="Work", care_hours=4, review_on=date(2100, 1, 1)
                )
            )
    wrong = [
        ({"authorization": ""}, "office"),
        ({"authorization": "Basic YWRhOmFkYQ=="}, "office"),
        ({"authorization": "Bearer"}, "office"),
        ({"authorization": "Bearer x"}, "office"),
        (
            {"authorization": f"Bearer {token[:-1]}0" if token[-1] != "0" else f"Bearer {token[:-1]}1"},
            "office",
        ),
        ({"authorization": "Bearer " + "x" * 100_000}, "office"),
        ({"authorization": f"Bearer {token}\x00"}, "office"),
        ({"authorization": f"Bearer {token}"}, "other"),
        ({"authorization": f"Bearer {token}"}, "nowhere"),
    ]
    answers = []
    for headers, slug in wrong:
        directory.slug = slug
        answers.append(directory.send("GET", "/Users", **headers))
    assert {answer.status for answer in answers} == {401}
    assert all(answer.body == answers[0].body for answer in answers)
    assert answers[0].headers["www-authenticate"].startswith("Bearer")
    directory.slug = "office"
    assert directory.send("GET", "/Users", authorization=f"bearer {token}").status == 200


def test_a_token_ends_with_its_agent_and_when_it_is_revoked(town: Any) -> None:
    directory = town.directory(of_agent=True)
    assert directory.send("GET", "/Users").status == 200
    (token,) = town.ask("owner", ListScimTokens())
    assert token.secret is None
    town.do("owner", RemoveAgent(AgentId(token.agent)))
    assert directory.send("GET", "/Users").status == 401
    host = town.directory()
    assert host.send("GET", "/Users").status == 200
    town.do("owner", RevokeScimToken(town.ask("owner", ListScimTokens())[-1].id))
    assert host.send("GET", "/Users").status == 401


def test_a_token_of_the_host_is_made_by_the_host_alone(town: Any) -> None:
    with town.refused("scim.agent_needed", Denied):
        town.do("owner", CreateScimToken(label="x"))
    for name in ("ada", "stew"):
        with pytest.raises(Denied):
            town.do(name, CreateScimToken(label="x"))


def test_an_agent_without_the_scope_may_do_nothing(town: Any) -> None:
    agent = town.do(SYSTEM, AddAgent(name="Directory", role="directory", scopes=("scim.",)))
    directory = town.directory()
    directory.token = town.do("owner", CreateScimToken(label="x", agent=agent.id)).secret
    got = directory.send("POST", "/Users", {"schemas": [USER], "userName": "dana"})
    assert (got.status, got.body["status"]) == (403, "403")


def test_the_secret_is_stored_hashed_and_shown_nowhere(town: Any) -> None:
    token = town.do(SYSTEM, CreateScimToken(label="directory"))
    assert token.secret not in repr(token)
    with town.kit.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT secret_hash FROM commkit_scim_token").all()
    assert all(token.secret not in row[0] for row in rows)


def test_versions(town: Any) -> None:
    directory = town.directory()
    path = f"/Users/{directory.user('dana')['id']}"
    change = {"op": "replace", "path": "title", "value": "Baker"}
    assert directory.patch(path, change, if_match='W/"1"').headers["etag"] == 'W/"2"'
    for stale in ('W/"1"', '"7"', "nonsense", 'W/"3", W/"4"'):
        got = directory.patch(path, change, if_match=stale)
        assert (got.status, got.body["schemas"]) == (412, [ERROR]), stale
        assert directory.send("DELETE", path, if_match=stale).status == 412
        assert directory.send("PUT", path, {"schemas": [USER], "userName": "d"}, if_match=stale).status == 412
    assert directory.patch(path, change, if_match='W/"9", W/"2"').status == 200
    assert directory.patch(path, change, if_match="*").status == 200
    assert directory.send("GET", path, if_none_match='W/"2"').status == 304
    assert directory.send("GET", path, if_none_match='W/"1"').status == 200
    assert directory.send("DELETE", path, if_match='W/"2"').status == 204


@pytest.mark.parametrize(
    ("body", "types"),
    [
        (b"", {"invalidSyntax"}),
        (b"{", {"invalidSyntax"}),
        (b"[]", {"invalidSyntax"}),
        (b"\xff\xfe", {"invalidSyntax"}),
        (b'{"userName": NaN}', {"invalidSyntax"}),
        (b'{"userName": "\\ud800"}', {"invalidSyntax"}),
        (b"[" * 100_000, {"invalidSyntax"}),
        (b'{"a":' * 40 + b"1" + b"}" * 40, {"invalidSyntax"}),
        ({"schemas": ["urn:x"], "userName": "x"}, {"invalidSyntax", "invalidValue"}),
        ({"schemas": [USER]}, {"invalidValue"}),
        ({"schemas": [USER], "userName": 7}, {"invalidValue", "invalidSyntax"}),
        ({"schemas": [USER], "userName": ""}, {"invalidValue"}),
        ({"schemas": [USER], "userName": "x" * 300}, {"invalidValue"}),
        ({"schemas": [USER], "userName": "a\nb"}, {"invalidValue"}),
        ({"schemas": [USER], "userName": "a\x00b"}, {"invalidValue"}),
        ({"schemas": [USER], "userName": "x", "active": "perhaps"}, {"invalidValue", "invalidSyntax"}),
        ({"schemas": [USER], "userName": "x", "name": "Dana"}, {"invalidValue", "invalidSyntax"}),
        ({"schemas": [USER], "userName": "x", "title": {"a": 1}}, {"invalidValue", "invalidSyntax"}),
    ],
)
def test_a_body_that_says_nothing_that_can_be_kept(sqlite_town: Any, body: Any, types: set[str]) -> None:
    directory = sqlite_town.directory()
    got = directory.send("POST", "/Users", body)
    assert (got.status, got.body["schemas"]) == (400, [ERROR]), got
    assert got.body["scimType"] in types, got
    assert directory.send("GET", "/Users").body["totalResults"] == 0


def test_what_is_not_kept_is_passed_over(town: Any) -> None:
    directory = town.directory()
    told = directory.user("dana", phoneNumbers=[{"value": "1"}], password="secret", **{"urn:x:y:Z": {"a": 1}})
    assert not {"phoneNumbers", "password", "urn:x:y:Z"} & set(told)
    got = directory.patch(
        f"/Users/{told['id']}", {"op": "add", "path": 'phoneNumbers[type eq "work"].value', "value": "1"}
    )
    assert got.status in (200, 400), got


def test_what_cannot_be_served_is_told_as_scim(town: Any) -> None:
    directory = town.directory()
    cases = [
        ("POST", "/Users", b'{"userName": "' + b"x" * (2 << 20) + b'"}', 413),
        ("POST", "/Bulk", {}, 501),
        ("GET", "/Me", None, 501),
        ("GET", "/Nothing", None, 404),
        ("GET", "/Users/not-an-id", None, 404),
        ("GET", "/Users/00000000-0000-7000-8000-000000000000", None, 404),
        ("DELETE", "/Groups/00000000-0000-7000-8000-000000000000", None, 404),
        ("GET", "/Users/a/b", None, 404),
        ("PUT", "/Users", {}, 405),
        ("POST", "/Schemas", {}, 405),
        ("OPTIONS", "/Users", None, 405),
        ("GET", "/ResourceTypes/User", None, 200),
        ("GET", f"/Schemas/{USER}", None, 200),
        ("GET", "/Users/", None, 200),
        ("GET", "", None, 200),
    ]
    for method, path, body, status in cases:
        got = directory.send(method, path, body)
        assert got.status == status, (method, path, got)
        assert got.headers["content-type"] == "application/scim+json"
        assert status == 200 or got.body["status"] == str(status)
    assert directory.send("GET", "/Schemas", query="filter=id+pr").status == 403
    assert directory.send("POST", "/Users", b"{}", content_type="text/plain").status == 400
    assert directory.patch(f"/Users/{directory.user('dana')['id']}").status == 400
    assert directory.send("GET", "/Users", query="%ff=1&attributes=%ff").status == 400


def test_an_archived_community_is_only_read(town: Any) -> None:
    directory = town.directory()
    directory.user("dana")
    town.do(SYSTEM, ArchiveCommunity("It is over."))
    assert directory.send("GET", "/Users").body["totalResults"] == 1
    got = directory.send("POST", "/Users", {"schemas": [USER], "userName": "eve"})
    assert got.status in (403, 409), got


def _requests(path: str) -> list[tuple[str, str, Any, str]]:
    def patch(name: str, value: Any) -> tuple[str, str, Any, str]:
        operation = {"op": "replace", "path": name, "value": value}
        return "PATCH", path, {"schemas": [PATCH], "Operations": [operation]}, ""

    return [
        ("GET", path, None, ""),
        ("GET", "/Users", None, "sortBy=title"),
        ("GET", "/Users", None, 'filter=title eq "baker" and not (active eq false)'),
        patch("title", "Cook"),
        patch("active", False),
        patch("active", True),
        ("DELETE", path, None, ""),
    ]


def _cost(town: Any, directory: Any, sent: tuple[str, str, Any, str]) -> int:
    method, path, body, query = sent
    with town.counted() as seen:
        assert directory.send(method, path, body, query=query).status < 300
    return len(seen)


def test_requests_cost_the_same_however_many_there_are(sqlite_town: Any) -> None:
    directory = sqlite_town.directory()
    counts = []
    for round in range(2):
        for number in range(1 + 10 * round):
            directory.user(f"user-{round}-{number}", title="Baker")
        path = f"/Users/{directory.user(f'dana-{round}')['id']}"
        seen_here = [_cost(sqlite_town, directory, each) for each in _requests(path)]
        counts.append(seen_here)
    assert counts[0] == counts[1]
