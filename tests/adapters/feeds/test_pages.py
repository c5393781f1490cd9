"""Pages of feeds (RFC 5005), what stays the same when names change, what communities and plugins say in them."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from attrs import evolve, frozen

from commkit import SYSTEM, Context, Feature, Invalid, Kit, PluginError, Query, Text, hookimpl
from commkit.adapters.http import make_contract
from commkit.communities import Site, UpdateCommunity, UpdateSettings
from commkit.feeds import EntryDetails, EntryNotice, EntrySource, FeedPosts, FeedSettings, PostFeed
from commkit.members import LeaveCommunity
from commkit.posts import CreateReply, CreateThread, ListThreads, Post, PostId
from commkit.privacy import ErasePerson
from commkit.spaces import CreateSpace, UpdateSpace
from tests.adapters.feeds.feed_rules import faults_of
from tests.adapters.feeds.feed_town import ATOM, FORMATS, SITE, Reader, parsed, token_of, tree
from tests.helpers import do, member_id
from tests.sample import FORUM, OWNER, create_community, new_kit


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, ports={Site: SITE})) as made:
        create_community(made, members=("ada", "bob"))
        yield made


@pytest.fixture
def reader(kit: Kit) -> Reader:
    return Reader(make_contract(kit))


def write(kit: Kit, title: str = "Why?", **more: Any) -> Post:
    return do(kit, "ada", "town", CreateThread(kind="question", title=title, body="So be it.", **more))


def links(reader: Reader, path: str, **query: Any) -> dict[str, str]:
    response = reader.get(path, **query)
    assert response.status == 200, response.body
    if path.endswith(".json"):
        feed = json.loads(response.body)
        return {"self": feed["feed_url"]} | ({"next": feed["next_url"]} if "next_url" in feed else {})
    root = tree(response)
    found = root.iter(f"{ATOM}link") if path.endswith(".rss") else root.findall(f"{ATOM}link")
    return {str(link.get("rel")): str(link.get("href")) for link in found}


@pytest.mark.parametrize("format", FORMATS)
def test_a_reader_comes_to_all_entries(
    kit: Kit, reader: Reader, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit.adapters.feeds.sources.MOST_ENTRIES", 2)
    den = do(kit, OWNER, "town", CreateSpace("den", "Den"))
    for number in range(5):
        write(kit, f"Roof {number}", tags=("wood",), space=den.id)
    ada = member_id(kit, "ada")
    for name, query in (
        ("threads", {}),
        ("spaces/den", {}),
        ("tags/wood", {}),
        (f"members/{ada}", {}),
        ("search", {"text": "roof"}),
    ):
        path = f"feeds/{name}.{format}"
        titles: list[str] = []
        asked: dict[str, Any] = dict(query)
        seen: set[str] = set()
        while True:
            found = links(reader, path, **asked)
            titles += reader.titles(path, **asked)
            assert faults_of(reader.get(path, **asked).body, format) == []
            assert found["self"] not in seen
            seen.add(found["self"])
            if format != "json":
                assert ("first" in found) is ("after" in asked)
            if "next" not in found:
                break
            asked = {key: values[0] for key, values in parse_qs(urlsplit(found["next"]).query).items()}
        assert titles == [f"Roof {number}" for number in reversed(range(5))], name
        assert len(seen) == 3


def test_pages_that_there_are_not(kit: Kit, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit.adapters.feeds.sources.MOST_ENTRIES", 1)
    thread = write(kit, tags=("wood",))
    write(kit, tags=("wood",))
    after = parse_qs(urlsplit(links(reader, "feeds/tags/wood.atom")["next"]).query)["after"][0]
    ada = member_id(kit, "ada")
    for path in (f"feeds/members/{ada}.atom", f"feeds/threads/{thread.id}.atom", "feeds/search.atom"):
        for value in (after, "x"):
            query: dict[str, Any] = {"text": "so"} if "search" in path else {}
            assert reader.get(path, after=value, **query).status == 404, path
    assert reader.get("calendar.ics", after=after).status == 422


def test_a_private_page_leads_to_private_pages(
    kit: Kit, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commkit.adapters.feeds.sources.MOST_ENTRIES", 1)
    write(kit)
    write(kit)
    ada = Reader(reader.contract, token_of(kit, "ada"))
    found = links(ada, "feeds/threads.atom")
    assert f"token={ada.token}" in found["self"]
    assert f"token={ada.token}" in found["next"]


def ids(reader: Reader, path: str) -> tuple[str, list[str]]:
    feed = parsed(reader.get(path))
    return feed.feed.id, [entry.id for entry in feed.entries]


def test_ids_stay_when_names_change(kit: Kit, reader: Reader) -> None:
    den = do(kit, OWNER, "town", CreateSpace("den", "Den"))
    thread = write(kit, space=den.id)
    paths = [f"feeds/{name}.atom" for name in ("threads", "spaces/den", f"threads/{thread.id}")]
    paths.append(f"feeds/members/{member_id(kit, 'ada')}.atom")
    before = [ids(reader, path) for path in paths]
    assert len({id for id, _ in before}) == len(paths)
    with kit.session(OWNER, "town", read_only=True) as session:
        version = session.community.version
    do(kit, OWNER, "town", UpdateCommunity(version=version, title="City"))
    do(kit, OWNER, "town", UpdateSpace(den.id, title="Cave"))
    assert [ids(reader, path) for path in paths] == before
    assert parsed(reader.get(paths[1])).feed.title == "Cave \u2013 City"


@pytest.mark.parametrize("format", FORMATS)
def test_who_left_or_was_erased_has_no_feed(kit: Kit, reader: Reader, format: str) -> None:
    write(kit)
    do(kit, "bob", "town", CreateThread(kind="question", title="Hm", body="So."))
    ada, bob = (f"feeds/members/{member_id(kit, key)}.{format}" for key in ("ada", "bob"))
    steward = Reader(reader.contract, token_of(kit, OWNER))
    assert reader.get(ada).status == reader.get(bob).status == 200
    do(kit, "ada", "town", LeaveCommunity())
    with kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    never = f"feeds/members/{UUID(int=5)}.{format}"
    for each in (reader, steward):
        assert [each.get(path).status for path in (ada, bob, never)] == [404, 404, 404]
    assert reader.get(ada).body == reader.get(never).body


def test_what_a_community_says_of_its_feeds(kit: Kit, reader: Reader) -> None:
    write(kit)
    values = {"language": "de", "image": "https://town.example/a.png", "copyright": "2030 Town"}
    do(kit, OWNER, "town", UpdateSettings("feeds", values))
    for format in FORMATS:
        assert faults_of(reader.get(f"feeds/threads.{format}").body, format) == []
    rss, atom = (parsed(reader.get(f"feeds/threads.{format}")).feed for format in ("rss", "atom"))
    assert (rss.language, rss.image.href, rss.rights) == tuple(values.values())
    assert (atom.language, atom.logo, atom.rights) == tuple(values.values())
    feed = json.loads(reader.get("feeds/threads.json").body)
    assert (feed["language"], feed["icon"]) == ("de", "https://town.example/a.png")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "deutsch!"),
        ("image", "a.png"),
        ("image", "javascript:alert(1)"),
        ("image", "https://a.example/ b.png"),
        ("category", "Bees"),
        ("copyright", "a\nb"),
        ("copyright", "a" * 501),
    ],
)
def test_settings_that_cannot_stand_in_a_feed_are_refused(kit: Kit, name: str, value: str) -> None:
    with pytest.raises(Invalid) as caught:
        FeedSettings(**{name: value})  # type: ignore[arg-type]  # all of these are texts
    assert (caught.value.code, caught.value.errors[0].path) == ("feeds.bad_settings", name)
    with pytest.raises(Invalid):
        do(kit, OWNER, "town", UpdateSettings("feeds", {name: value}))


# --- what plugins bring -----------------------------------------------------------------------------------------------


@frozen
class ReadPicks(Query[FeedPosts]):
    """The threads of which the title begins with a word."""

    permission = "picks.read"
    personal = ()

    key: Annotated[str, Text(max=50)]
    after: str | None = None
    limit: int = 20


@frozen
class ReadRemarks(Query[tuple[EntryDetails, ...]]):
    """One remark about each post."""

    permission = "picks.read"

    posts: tuple[PostId, ...]


PICKS = PostFeed(name="picks.list", path="picks", queries=(ReadPicks,))
REMARKS = EntrySource(name="picks.remarks", queries=(ReadRemarks,))


def picks(*declared: Any) -> Any:
    """A plugin with a list of its own."""
    feature = Feature("picks.all", requires=("posts",), declares=declared, grants={"visitor": {"picks.read"}})

    @feature.handles(ReadPicks)
    def read_picks(context: Context, query: ReadPicks) -> FeedPosts:
        found = context.ask(ListThreads(limit=query.limit, after=query.after))
        posts = tuple(post.id for post in found.items if post.title.startswith(query.key))
        return FeedPosts(
            id=UUID(int=7), title=query.key, description="Picked", record="Pick", posts=posts, next=found.next
        )

    @feature.handles(ReadRemarks)
    def read_remarks(context: Context, query: ReadRemarks) -> tuple[EntryDetails, ...]:
        notice = EntryNotice("corrected", "It was <i>late</i>.", context.now)
        return tuple(EntryDetails(post=id, authors=("Cid",), notices=(notice,)) for id in query.posts)

    class Picks:
        name = "picks"

        @hookimpl
        def commkit_features(self) -> Iterator[Feature]:
            yield feature

        @hookimpl
        def commkit_types(self) -> Iterator[Any]:
            yield evolve(FORUM, name="picked", features=("posts", "picks.all"))

    return Picks()


@pytest.fixture
def picked(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, picks(PICKS, REMARKS), ports={Site: SITE})) as made:
        create_community(made, type="picked", members=("ada", "bob"))
        create_community(made, "plain")
        yield made


@pytest.mark.parametrize("format", FORMATS)
def test_a_plugin_brings_a_list_and_what_entries_say(picked: Kit, format: str) -> None:
    reader = Reader(make_contract(picked))
    write(picked, "Other")
    post = write(picked, "Best of all")
    path = f"feeds/picks/Best.{format}"
    assert reader.titles(path) == ["Best of all"]
    body = reader.get(path).body.decode()
    assert faults_of(body.encode(), format) == []
    for text in ("corrected", "Cid", post.id.urn, "Best \u2013 Town", str(UUID(int=7)), "lt;i"):
        assert text in body or (text == "lt;i" and format == "json"), text
    assert reader.get(f"feeds/picks/Best.{format}", place="plain").status == 404
    assert reader.get(f"feeds/picks/.{format}").status == 404
    assert reader.get(f"feeds/pick/Best.{format}").status == 404


def test_what_a_plugin_lists_is_read_as_its_reader(picked: Kit) -> None:
    reader = Reader(make_contract(picked))
    den = do(picked, OWNER, "town", CreateSpace("den", "Den", private=True, walled=True))
    do(picked, OWNER, "town", CreateThread(kind="question", title="Best kept", body="Secret.", space=den.id))
    owner = Reader(reader.contract, token_of(picked, OWNER))
    assert reader.titles("feeds/picks/Best.atom") == []
    assert owner.titles("feeds/picks/Best.atom") == ["Best kept"]


@pytest.mark.parametrize("path", ["tags", "member", "Picks", "a/b", "", "a--b", "-"])
def test_paths_that_are_taken_or_malformed_are_refused(path: str) -> None:
    with pytest.raises(Invalid) as caught:
        PostFeed(name="picks.list", path=path, queries=(ReadPicks,))
    assert caught.value.code == "feeds.bad_post_feed"


def test_a_source_without_a_query_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        EntrySource(name="picks.remarks", queries=())
    assert caught.value.code == "feeds.bad_entry_source"


def test_two_lists_at_one_path_are_refused(sqlite_url: str) -> None:
    other = evolve(PICKS, name="picks.other")
    with pytest.raises(PluginError, match="both have the path"):
        new_kit(sqlite_url, picks(PICKS, other))


def test_replies_have_details_too(picked: Kit) -> None:
    post = write(picked)
    do(picked, "bob", "town", CreateReply(post.id, "Hm."))
    made = Reader(make_contract(picked)).get(f"feeds/threads/{post.id}.json")
    assert [len(item["authors"]) for item in json.loads(made.body)["items"]] == [2, 2]
