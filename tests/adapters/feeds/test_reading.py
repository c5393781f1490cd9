"""Who reads what in feeds and calendars: a visitor, or the member of a token, each time as they are at that moment."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from commkit import SYSTEM, Kit
from commkit.adapters.feeds import RedactTokens, redact_tokens
from commkit.adapters.http import Request, handle, make_contract
from commkit.communities import Site, Visibility
from commkit.crawlers import SetCrawlerPreference
from commkit.feeds import ListMyFeedTokens, RevokeFeedToken
from commkit.members import JoinCommunity, LeaveCommunity, LeaveGroup, RestrictMember
from commkit.posts import CreateThread
from commkit.privacy import ErasePerson
from commkit.runtime.model.errors import Busy
from commkit.spaces import CreateSpace
from commkit.testing.kits import StatementObserver
from tests.adapters.feeds.feed_town import FORMATS, SITE, Reader, shown, token_of
from tests.audience_town import (
    GUILD_WORD,
    INSIDE,
    OPEN_WORD,
    OUTSIDE,
    READERS,
    WALLED,
    WALLED_WORD,
    WORDS,
    AudienceTown,
    create_audience_town,
)
from tests.events.fixtures import create_event, rsvp
from tests.helpers import ask, do, member_id
from tests.sample import OWNER, create_community, new_kit

CALENDARS = ("calendar.ics", "calendar/mine.ics")


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, ports={Site: SITE})) as made:
        yield made


@pytest.fixture
def readers(kit: Kit) -> Callable[[str | None], Reader]:
    """Readers of a Kit's contract, by the member whose token they have."""
    contract = make_contract(kit)
    return lambda key: Reader(contract, token_of(kit, key) if key is not None else None)


def paths(town: AudienceTown, format: str) -> list[tuple[str, dict[str, str]]]:
    """All feeds that could tell of the threads of a town."""
    found: list[tuple[str, dict[str, str]]] = [
        (f"feeds/threads.{format}", {}),
        (f"feeds/members/{town.members[INSIDE]}.{format}", {}),
    ]
    found += [(f"feeds/threads/{post.id}.{format}", {}) for post in town.threads.values()]
    found += [(f"feeds/search.{format}", {"text": word}) for word in WORDS.values()]
    return found


def test_who_has_an_audience_reads_it_and_nobody_else_does(
    kit: Kit, readers: Callable[[str | None], Reader]
) -> None:
    town = create_audience_town(kit)
    for key, threads in READERS.items():
        reader = readers(key)
        for format in FORMATS:
            answers = [reader.get(path, **query) for path, query in paths(town, format)]
            told = "".join(shown(each) for each in answers)
            for name, word in WORDS.items():
                # The search for a word says the word itself, in the title and the address of the feed.
                in_entries = f"{word} in the reply" in told
                assert in_entries is (name in threads), (key, name, format)
            statuses = {
                name: reader.get(f"feeds/threads/{post.id}.{format}").status
                for name, post in town.threads.items()
            }
            assert statuses == {name: 200 if name in threads else 404 for name in WORDS}


def test_what_a_token_shows_changes_with_its_member(
    kit: Kit, readers: Callable[[str | None], Reader]
) -> None:
    town = create_audience_town(kit)
    reader = readers(INSIDE)
    walled = f"feeds/threads/{town.threads[WALLED].id}.atom"
    assert WALLED_WORD in shown(reader.get(walled))
    assert WALLED_WORD in shown(reader.get("feeds/threads.atom"))
    do(kit, INSIDE, "town", LeaveGroup(town.groups[WALLED]))
    assert reader.get(walled).status == 404
    told = shown(reader.get("feeds/threads.atom"))
    assert WALLED_WORD not in told
    assert GUILD_WORD in told


def test_a_hidden_space_is_one_that_is_not_there(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_community(kit, members=("ada", "bob"))
    den = do(kit, OWNER, "town", CreateSpace("den", "Den", private=True, walled=True))
    do(
        kit,
        OWNER,
        "town",
        CreateThread(kind="question", title="Inside", body="Here.", tags=("t",), space=den.id),
    )
    inside, outside = readers(OWNER), readers("ada")
    for path, nowhere in (
        ("feeds/spaces/den.atom", "feeds/spaces/nowhere.atom"),
        ("feeds/tags/t.atom", "feeds/tags/u.atom"),
    ):
        assert inside.titles(path) == ["Inside"]
        assert outside.get(path) == outside.get(nowhere)
        assert outside.get(path).status == 404


def unusable(kit: Kit, readers: Callable[[str | None], Reader]) -> dict[str, Reader]:
    """Readers whose tokens are good for nothing any more, or never were."""
    contract = make_contract(kit)
    made = {name: token_of(kit, name) for name in ("ada", "bob", "eve", "joe")}
    (revoked,) = ask(kit, "ada", "town", ListMyFeedTokens())
    do(kit, "ada", "town", RevokeFeedToken(revoked.id))
    do(kit, "bob", "town", LeaveCommunity())
    do(kit, "bob", "town", JoinCommunity())
    do(kit, OWNER, "town", RestrictMember(member_id(kit, "eve"), "banned", "It was too much."))
    with kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("joe"))
    return {name: Reader(contract, token) for name, token in made.items()}


@pytest.mark.parametrize(
    "format", ["feeds/threads.atom", "feeds/threads.rss", "calendar.ics", "calendar/mine.ics"]
)
def test_a_token_that_is_none_any_more_is_one_that_never_was(
    kit: Kit, readers: Callable[[str | None], Reader], format: str
) -> None:
    create_community(kit, members=("ada", "bob", "eve", "joe"))
    contract = make_contract(kit)
    unknown = Reader(contract, "0" * 48).get(format)
    assert unknown.status == 404
    others = {**unusable(kit, readers), "short": Reader(contract, "x"), "empty": Reader(contract, "")}
    others |= {"long": Reader(contract, "x" * 5_000), "NUL": Reader(contract, "\0")}
    for name, reader in others.items():
        assert reader.get(format) == unknown, name
    assert Reader(contract, token_of(kit, OWNER)).get(format).status == 200


def test_where_the_community_is_secret_or_private_nobody_learns_of_it(
    kit: Kit, readers: Callable[[str | None], Reader]
) -> None:
    create_community(kit, visibility=Visibility.SECRET)
    create_community(kit, "private", visibility=Visibility.PRIVATE)
    do(kit, OWNER, "town", CreateThread(kind="question", title="Inside", body="Here."))
    visitor, stranger = readers(None), Reader(make_contract(kit), "0" * 48)
    for path in ("feeds/threads.atom", "feeds/search.json", "calendar.ics"):
        query = {"text": "inside"} if "search" in path else {}
        for reader in (visitor, stranger):
            nowhere = reader.get(path, place="nowhere", **query)
            assert nowhere.status == 404
            assert reader.get(path, **query) == reader.get(path, place="private", **query) == nowhere
    assert readers(OWNER).titles("feeds/threads.atom") == ["Inside"]


def test_who_is_silenced_or_suspended_reads_on(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_audience_town(kit)
    reader = readers(OUTSIDE)
    for status in ("silenced", "suspended"):
        do(kit, OWNER, "town", RestrictMember(member_id(kit, OUTSIDE), status, "Too loud."))  # type: ignore[arg-type]
        assert OPEN_WORD in shown(reader.get("feeds/threads.atom"))


def test_a_token_signs_nobody_in(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_audience_town(kit)
    contract, token = make_contract(kit), token_of(kit, INSIDE)
    for request in (
        Request("GET", "/town/-/me", f"token={token}"),
        Request("GET", "/town/-/me", "", {"authorization": f"Bearer {token}"}),
    ):
        told = handle(contract, request, None)
        assert told.status != 200 or json.loads(told.body)["role"] == "visitor"
    message = handle(contract, Request("GET", "/town/posts/list-threads", f"token={token}"), None)
    assert message.status == 422


def test_who_is_signed_in_makes_no_difference(kit: Kit) -> None:
    create_audience_town(kit)
    contract, request = make_contract(kit), Request("GET", "/town/-/feeds/threads.atom", base="/c")
    assert handle(contract, request, INSIDE) == handle(contract, request, None)


def test_headers_of_public_and_of_private_feeds(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_audience_town(kit)
    public, private = readers(None).get("feeds/threads.atom"), readers(OUTSIDE).get("feeds/threads.atom")
    assert public.header("cache-control") == "public, max-age=0, must-revalidate"
    assert private.header("cache-control") == "private, max-age=0, must-revalidate"
    assert (public.header("referrer-policy"), private.header("referrer-policy")) == (None, "no-referrer")
    assert public.header("last-modified") == private.header("last-modified")
    assert "token=" not in public.body.decode()


@pytest.mark.parametrize(
    "path", ["feeds/threads.atom", "feeds/threads.json", "calendar.ics", "calendar/mine.ics"]
)
def test_what_has_not_changed_is_not_sent_again(
    kit: Kit, readers: Callable[[str | None], Reader], path: str
) -> None:
    create_community(kit, members=("ada",))
    reader = readers("ada")
    first = reader.get(path)
    tag = str(first.header("etag"))
    for given in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = reader.get(path, headers={"if-none-match": given})
        assert (again.status, again.body, again.header("etag")) == (304, b"", tag)
    do(kit, "ada", "town", CreateThread(kind="question", title="New", body="It is."))
    create_event(kit)
    changed = reader.get(path, headers={"if-none-match": tag})
    assert changed.status == 200
    assert changed.header("etag") != tag
    since = {"if-modified-since": "Tue, 01 Jan 2199 00:00:00 GMT"}
    assert reader.get(path, headers=since).status == 200, "what was removed has no date"


def test_calendars(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_community(kit, members=("ada", "bob"))
    weekly = {
        "local_start": "2090-01-06T18:00",
        "local_end": "2090-01-06T20:00",
        "time_zone": "Europe/Vienna",
    }
    create_event(kit, title="Choir", rrule="FREQ=WEEKLY;COUNT=3", **weekly)
    lunch = create_event(kit, title="Lunch", access="open", **weekly)
    create_event(kit, title="Board", access="invited", **weekly)
    rsvp(kit, "bob", lunch)
    ada, bob, visitor = readers("ada"), readers("bob"), readers(None)

    def summaries(reader: Reader, path: str) -> set[str]:
        answer = reader.get(path)
        assert (answer.status, answer.header("content-type")) == (200, "text/calendar; charset=utf-8")
        lines = answer.body.decode().splitlines()
        return {line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")}

    assert summaries(ada, "calendar.ics") == {"Choir", "Lunch", "Board"}
    assert summaries(bob, "calendar.ics") == summaries(visitor, "calendar.ics") == {"Choir", "Lunch"}
    assert summaries(ada, "calendar/mine.ics") == {"Choir", "Lunch", "Board"}
    assert summaries(bob, "calendar/mine.ics") == {"Lunch"}
    assert visitor.get("calendar/mine.ics").status == 404


def test_uses_are_stored_once_and_never_in_the_way(
    kit: Kit, readers: Callable[[str | None], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_community(kit, members=("ada",))
    reader = readers("ada")

    def entries() -> int:
        with kit.database.engine.connect() as connection:
            return int(
                connection.scalar(
                    text("SELECT count(*) FROM commkit_audit WHERE command = 'feeds.record_feed_token_use'")
                )
                or 0
            )

    transact = kit.transact

    def full(actor: Any, place: Any, work: Any, **options: Any) -> Any:
        if options.get("read_only"):
            return transact(actor, place, work, **options)
        raise Busy("runtime.busy", "it is busy")

    with monkeypatch.context() as patch:
        patch.setattr(type(kit), "transact", lambda self, *given, **options: full(*given, **options))
        assert reader.get("feeds/threads.atom").status == 200
    assert entries() == 0
    for _ in range(3):
        assert reader.get("feeds/threads.atom").status == 200
    assert entries() == 1
    assert ask(kit, "ada", "town", ListMyFeedTokens())[0].last_used_at is not None


def test_nothing_logs_a_token(
    kit: Kit, readers: Callable[[str | None], Reader], caplog: pytest.LogCaptureFixture
) -> None:
    create_community(kit, members=("ada",))
    caplog.set_level(logging.DEBUG)
    reader = readers("ada")
    for path in ("feeds/threads.atom", "feeds/search.atom", "feeds/nothing.atom", "calendar.ics"):
        reader.get(path)
    assert reader.token is not None
    assert reader.token not in caplog.text


def test_access_logs_are_redacted() -> None:
    line = '"GET /c/town/-/feeds/search.atom?text=a&token=abc123&x=1 HTTP/1.1" 200'
    assert redact_tokens(line) == line.replace("abc123", "[redacted]")
    assert redact_tokens("/?token=abc") == "/?token=[redacted]"
    assert redact_tokens("nothing of it: token") == "nothing of it: token"
    assert redact_tokens("text=tea&%74oK%65n%3Dabc&a=b") == "text=tea&%74oK%65n%3D[redacted]&a=b"
    assert redact_tokens("token=abc") == "token=[redacted]"
    record = logging.LogRecord("x", 20, "", 0, "%s %s", ("/?token=abc", 200), None)
    assert RedactTokens().filter(record)
    assert record.getMessage() == "/?token=[redacted] 200"
    named = logging.LogRecord("x", 20, "", 0, "%(r)s", ({"r": "/?token=abc"},), None)
    RedactTokens().filter(named)
    assert named.getMessage() == "/?token=[redacted]"
    made_up = logging.LogRecord("x", 20, "", 0, "%(r)s %({x-id}i)s", (Atoms({"r": "/?token=abc"}),), None)
    RedactTokens().filter(made_up)
    assert made_up.getMessage() == "/?token=[redacted] -"


class Atoms(dict[str, str]):
    """What gunicorn formats its lines with: what is missing is a hyphen."""

    def __getitem__(self, name: str) -> str:
        return self.get(name, "-")


def test_crawlers_are_asked_what_the_writers_want(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_community(kit, members=["ada"])
    do(kit, "ada", "town", CreateThread(kind="question", title="Tea?", body="Which one?", tags=("tea",)))
    visitor, paths = readers(None), ("feeds/threads.atom", "feeds/tags/tea.json", "calendar.ics")
    for path in paths:
        assert visitor.get(path).header("x-robots-tag") == "noindex"
        assert visitor.get(path).header("content-usage") is None
    do(kit, "ada", "town", SetCrawlerPreference(indexing=False, training=False))
    for path in paths[:2]:
        assert visitor.get(path).header("content-usage") == "train-ai=n"
    assert visitor.get(paths[2]).header("content-usage") is None  # nothing of hers is in it
    assert readers("ada").get(paths[0]).header("x-robots-tag") is None  # no crawler has it


def test_half_a_character_names_no_feed(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_community(kit)
    for path in ("/town/-/feeds/tags/\ud800.atom", "/town/-/feeds/members/\udfff.json"):
        assert handle(readers(None).contract, Request("GET", path), None).status == 404


def test_queries_are_strict(kit: Kit, readers: Callable[[str | None], Reader]) -> None:
    create_community(kit)
    visitor = readers(None)
    assert visitor.get("feeds/threads.atom", page="2").status == 422
    assert visitor.get("feeds/threads.atom", text="a").status == 422
    assert visitor.get("feeds/search.atom").status == 422
    twice = Request("GET", "/town/-/feeds/search.atom", "text=a&text=b")
    assert handle(visitor.contract, twice, None).status == 422
    twice = Request("GET", "/town/-/feeds/threads.atom", "token=a&token=b")
    assert handle(visitor.contract, twice, None).status == 404
    assert handle(visitor.contract, Request("POST", "/town/-/feeds/threads.atom"), None).status == 405
    head = handle(visitor.contract, Request("HEAD", "/town/-/feeds/threads.atom", base="/c"), None)
    assert (head.status, head.body, head.header("etag")) == (
        200,
        b"",
        visitor.get("feeds/threads.atom").header("etag"),
    )


def test_a_host_without_a_site_offers_none(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit)
    response = Reader(make_contract(sqlite_kit)).get("feeds/threads.atom")
    assert (response.status, json.loads(response.body)["code"]) == (409, "http.no_feeds")


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("feeds/threads.atom", 2),
        ("feeds/spaces/garden.atom", 3),
        ("feeds/tags/t.atom", 2),
        ("feeds/threads/{thread}.atom", 3),
        ("feeds/members/{member}.atom", 3),
        ("feeds/search.atom", 7),
        ("calendar.ics", 4),
    ],
)
def test_a_feed_takes_as_many_statements_for_many_entries_as_for_one(
    sqlite_url: str, path: str, most: int
) -> None:
    seen: list[str] = []
    with closing(new_kit(sqlite_url, ports={Site: SITE}, observers=[StatementObserver(seen.append)])) as kit:
        create_community(kit, members=("ada",))
        garden = do(kit, OWNER, "town", CreateSpace("garden", "Garden"))
        reader = Reader(make_contract(kit))

        def write() -> Any:
            thread = CreateThread(kind="question", title="Roof", body="It is.", tags=("t",), space=garden.id)
            create_event(
                kit,
                rrule="FREQ=WEEKLY;COUNT=3",
                local_start="2090-01-06T18:00",
                local_end="2090-01-06T20:00",
            )
            return do(kit, "ada", "town", thread).id

        place = path.format(thread=write(), member=member_id(kit, "ada"))
        query = {"text": "roof"} if "search" in path else {}

        def count() -> int:
            seen.clear()
            assert reader.get(place, **query).status == 200
            return len(seen)

        few = count()
        for _ in range(10):
            write()
        assert few == count() <= most + 1  # one more asks what crawlers may do
