"""What feeds hold, by the rules of each format: Atom and RSS as the W3C's validator reads them, JSON Feed 1.1."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

import pytest

from commkit import SYSTEM, Kit
from commkit.adapters.http import make_contract
from commkit.communities import Site
from commkit.members import AddAgent
from commkit.posts import CreateReply, CreateThread, EditPost, MadeWith, Post, RemovePost
from commkit.spaces import CreateSpace
from tests.adapters.feeds.feed_town import ATOM, FORMATS, SITE, Reader, parsed, tree
from tests.helpers import do, member_id
from tests.sample import OWNER, create_community, new_kit

ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@pytest.fixture
def kit(url: str) -> Iterator[Kit]:
    with closing(new_kit(url, ports={Site: SITE})) as made:
        create_community(made, members=("ada", "bob"))
        yield made


@pytest.fixture
def reader(kit: Kit) -> Reader:
    return Reader(make_contract(kit))


def write(kit: Kit, title: str = "Why?", body: str = "I *wonder*.", actor: str = "ada", **more: Any) -> Post:
    return do(kit, actor, "town", CreateThread(kind="question", title=title, body=body, **more))


def test_atom(kit: Kit, reader: Reader) -> None:
    post = write(kit, 'A <b> & "c"', "See [this](/docs/a) & ![it](b.png).", tags=("wood", "oak"))
    response = reader.get("feeds/threads.atom")
    assert response.header("content-type") == "application/atom+xml; charset=utf-8"
    feed = tree(response)
    assert feed.tag == f"{ATOM}feed"
    assert UUID(str(feed.findtext(f"{ATOM}id")).removeprefix("urn:uuid:"))
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "https://town.example/c/town/-/feeds/threads.atom"
    assert str(links["alternate"]).startswith("https://town.example/p/town/community/")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Town"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{post.id}"
    assert entry.findtext(f"{ATOM}title") == 'A <b> & "c"'
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "ada"
    assert {tag.get("term") for tag in entry.findall(f"{ATOM}category")} == {"oak", "wood"}
    for name in ("published", "updated"):
        at = datetime.fromisoformat(str(entry.findtext(f"{ATOM}{name}")))
        assert at == post.created_at.replace(microsecond=0)
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert 'href="https://town.example/docs/a"' in str(content.text)


def test_rss(kit: Kit, reader: Reader) -> None:
    post = write(kit, "A <b>", "I *wonder* & go.", tags=("wood",))
    response = reader.get("feeds/threads.rss")
    assert response.header("content-type") == "application/rss+xml; charset=utf-8"
    rss = tree(response)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channel = rss.find("channel")
    assert channel is not None
    link = channel.find(f"{ATOM}link")
    assert link is not None
    assert link.attrib == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": "https://town.example/c/town/-/feeds/threads.rss",
    }
    assert channel.findtext("description") == "To see what happens."
    assert str(channel.findtext("link")).startswith("https://town.example/p/town/community/")
    (item,) = channel.findall("item")
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (f"urn:uuid:{post.id}", "false")
    assert item.findtext("link") == f"https://town.example/p/town/post/{post.id}"
    assert parsedate_to_datetime(str(item.findtext("pubDate"))) == post.created_at.replace(microsecond=0)
    assert parsedate_to_datetime(str(channel.findtext("lastBuildDate"))) == post.created_at.replace(
        microsecond=0
    )
    assert item.findtext("description") == "I wonder & go."
    assert "<em>wonder</em> &amp; go" in str(item.findtext(ENCODED))
    assert (item.findtext("author"), item.findtext(CREATOR)) == (None, "ada")


def test_json_feed(kit: Kit, reader: Reader) -> None:
    post = write(kit, tags=("wood",))
    response = reader.get("feeds/threads.json")
    assert response.header("content-type") == "application/feed+json; charset=utf-8"
    feed = json.loads(response.body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://town.example/c/town/-/feeds/threads.json"
    assert (feed["title"], feed["authors"]) == ("Town", [{"name": "Town"}])
    (item,) = feed["items"]
    assert (item["id"], item["title"], item["tags"]) == (f"urn:uuid:{post.id}", "Why?", ["wood"])
    assert "<em>wonder</em>" in item["content_html"]
    assert datetime.fromisoformat(item["date_published"]) == post.created_at.replace(microsecond=0)
    assert item["authors"] == [{"name": "ada"}]


@pytest.mark.parametrize("format", FORMATS)
def test_each_list_has_a_feed(kit: Kit, reader: Reader, format: str) -> None:
    garden = do(kit, OWNER, "town", CreateSpace("garden", "Garden", purpose="To grow."))
    first = write(kit, "Rain", "It rains on the roof.", space=garden.id, tags=("c++",))
    write(kit, "Sun", "It shines.", "bob")
    do(kit, "bob", "town", CreateReply(first.id, "Take an umbrella."))
    write(kit, "Wind", "It blows on the roof.")
    ada = member_id(kit, "ada")
    assert reader.titles(f"feeds/threads.{format}") == ["Wind", "Sun", "Rain"]
    assert reader.titles(f"feeds/spaces/garden.{format}") == ["Rain"]
    assert reader.titles(f"feeds/tags/c++.{format}") == ["Rain"]
    assert reader.titles(f"feeds/threads/{first.id}.{format}") == ["Rain", "Rain"]
    assert reader.titles(f"feeds/members/{ada}.{format}") == ["Wind", "Rain"]
    assert reader.titles(f"feeds/search.{format}", text="roof") == ["Wind", "Rain"]
    newest = reader.get(f"feeds/threads/{first.id}.{format}").body
    assert newest.index(b"umbrella") < newest.rindex(b"It rains on the roof.")
    if format == "json":  # which feedparser does not read
        return
    assert "umbrella" in parsed(reader.get(f"feeds/threads/{first.id}.{format}")).entries[0].content[0].value
    titles = {
        f"feeds/spaces/garden.{format}": "Garden \u2013 Town",
        f"feeds/tags/c++.{format}": "#c++ \u2013 Town",
        f"feeds/threads/{first.id}.{format}": "Rain \u2013 Town",
        f"feeds/members/{ada}.{format}": "ada \u2013 Town",
    }
    for path, title in titles.items():
        assert parsed(reader.get(path)).feed.title == title
    found = parsed(reader.get(f"feeds/search.{format}", text="roof"))
    addresses = [link.href for link in found.feed.links if link.rel == "self"]
    assert addresses == [f"https://town.example/c/town/-/feeds/search.{format}?text=roof"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "path",
    [
        "feeds/threads",
        "feeds/threads.xml",
        "feeds/.",
        "feeds/spaces/nowhere.",
        "feeds/spaces/UPPER case.",
        "feeds/spaces/.",
        "feeds/tags/unknown.",
        "feeds/tags/a b.",
        f"feeds/threads/{UUID(int=5)}.",
        "feeds/threads/none.",
        f"feeds/members/{UUID(int=5)}.",
        "feeds/nothing/x.",
        "feeds/nothing.",
    ],
)
def test_what_there_is_not(reader: Reader, path: str, format: str) -> None:
    response = reader.get(path + format if path.endswith(".") else path)
    assert response.status == 404
    assert json.loads(response.body)["code"] == "feeds.not_found"


def test_a_reply_has_no_feed_of_its_own(kit: Kit, reader: Reader) -> None:
    reply = do(kit, "bob", "town", CreateReply(write(kit).id, "Hm."))
    assert reader.get(f"feeds/threads/{reply.id}.atom").status == 404


def test_what_changes_shows(kit: Kit, reader: Reader) -> None:
    post = write(kit)
    before = parsed(reader.get("feeds/threads.atom")).entries[0]
    edited = do(kit, "ada", "town", EditPost(post=post.id, version=1, title="Why not?"))
    after = parsed(reader.get("feeds/threads.atom")).entries[0]
    assert (after.id, after.title) == (before.id, "Why not?")
    assert edited.edited_at is not None
    assert datetime.fromisoformat(after.updated) == edited.edited_at.replace(microsecond=0)
    do(kit, "ada", "town", RemovePost(post.id))
    assert reader.titles("feeds/threads.atom") == []
    assert reader.get(f"feeds/threads/{post.id}.atom").status == 404


def test_what_programs_wrote_is_marked(kit: Kit, reader: Reader) -> None:
    do(kit, SYSTEM, "town", AddAgent(name="Robot", scopes=("posts.",), key="robot"))
    write(kit, actor="robot", made_with=MadeWith.GENERATED)
    atom = tree(reader.get("feeds/threads.atom"))
    schemes = {each.get("scheme"): each.get("term") for each in atom.iter(f"{ATOM}category")}
    assert schemes == {"urn:commkit:made-with": "generated", "urn:commkit:author": "agent"}
    rss = tree(reader.get("feeds/threads.rss"))
    assert {each.get("domain"): each.text for each in rss.iter("category")} == schemes
    (item,) = json.loads(reader.get("feeds/threads.json").body)["items"]
    assert item["_commkit"] == {"made_with": "generated", "by_agent": True}


def test_long_texts_are_sent_in_part(kit: Kit, reader: Reader) -> None:
    write(kit, body="word " * 4_500)
    (entry,) = parsed(reader.get("feeds/threads.atom")).entries
    assert len(entry.content[0].value) < 400


def test_html_of_feeds_is_safe(kit: Kit, reader: Reader) -> None:
    write(kit, body="<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))")
    (item,) = json.loads(reader.get("feeds/threads.json").body)["items"]
    for bad in ("<script", "<img", 'href="javascript'):
        assert bad not in item["content_html"]


def test_a_feed_has_fifty_entries_at_most(kit: Kit, reader: Reader) -> None:
    with kit.session("ada", "town") as session:
        post = session.do(CreateThread(kind="question", title="0", body="It is."))
        for number in range(1, 52):
            session.do(CreateThread(kind="question", title=str(number), body="It is."))
            session.do(CreateReply(post.id, f"Reply {number}."))
    assert reader.titles("feeds/threads.json") == [str(number) for number in range(51, 1, -1)]
    newest = parsed(reader.get(f"feeds/threads/{post.id}.atom")).entries
    assert len(newest) == 50
    assert "Reply 51." in newest[0].content[0].value
    assert "Reply 2." in newest[-1].content[0].value
