"""No links to voice and calls by minors, nor to them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import Denied
from commkit.events import CreateEvent
from commkit.posts import CreateReply, CreateThread, EditPost
from commkit_minors import VOICE_LINKS
from commkit_minors.policy import voice_link_in

REFUSED = "minors.voice_link"
LINK = "Come to https://discord.gg/abc"


def thread(town: Any, by: str, body: str, **more: Any) -> Any:
    return town.do(by, CreateThread(kind="talk", title="Tonight", body=body, **more)).id


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        "discord.gg/abc",
        "DISCORD.GG",
        "see www.discord.com.",
        "https://us02web.zoom.us/j/1",
        "dis\u200bcord.gg",
        "discord\u3002gg",
        "call tel:+4312345",
        "[here](skype:tim?call)",
        "ts3server://host",
    ],
)
def test_links_are_found(text: str) -> None:
    assert voice_link_in(text, VOICE_LINKS)


@pytest.mark.parametrize(
    "text",
    ["discord", "notdiscord.gg.example.org", "mydiscord.gg", "hotel: nice", "zoom.use", "tel: none", ""],
)
def test_other_words_are_none(text: str) -> None:
    assert voice_link_in(text, VOICE_LINKS) is None


@given(before=st.text(max_size=20), after=st.text(max_size=20), host=st.sampled_from(VOICE_LINKS[:18]))
def test_no_text_around_a_link_hides_it(before: str, after: str, host: str) -> None:
    assert voice_link_in(f"{before} https://{host}/ {after}", VOICE_LINKS)


def test_minors_give_none(town: Any) -> None:
    with town.refused(REFUSED, Denied):
        thread(town, "tim", LINK)
    with town.refused(REFUSED, Denied):
        thread(town, "una", LINK)
    mine = thread(town, "tim", "Tonight at eight")
    with town.refused(REFUSED, Denied):
        town.do("tim", EditPost(post=mine, version=1, body=LINK))
    with town.refused(REFUSED, Denied):
        town.do("tim", CreateReply(mine, LINK))
    with town.refused(REFUSED, Denied):
        thread(town, "tim", "Tonight", tags=("discord.gg",))


def test_adults_give_them_to_adults(sqlite_town: Any) -> None:
    post = thread(sqlite_town, "ada", LINK)
    sqlite_town.do("bob", CreateReply(post, LINK))


def test_nobody_gives_them_to_minors(town: Any) -> None:
    asked = thread(town, "tim", "Where do we meet?")
    with town.refused(REFUSED, Denied):
        town.do("ada", CreateReply(asked, LINK))
    with town.refused(REFUSED, Denied):
        thread(town, "ada", f"{LINK}, @tim")
    town.together("ada", "tim")
    room = town.talk("ada", "tim")
    with town.refused(REFUSED, Denied):
        thread(town, "ada", LINK, space=room.id)
    first = thread(town, "ada", "Hello", space=room.id)
    with town.refused(REFUSED, Denied):
        town.do("ada", CreateReply(first, LINK))
    with town.refused(REFUSED, Denied):
        town.do("ada", EditPost(post=first, version=1, body=LINK))


def test_nor_as_the_place_of_an_event(town: Any) -> None:
    town.together("ada", "tim")
    room = town.talk("ada", "tim")
    times: dict[str, Any] = {
        "local_start": "2026-05-01T18:00",
        "local_end": "2026-05-01T19:00",
        "time_zone": "UTC",
    }

    def event(**more: Any) -> CreateEvent:
        return CreateEvent(title="Tonight", url="https://discord.gg/abc", **times, **more)

    with town.refused(REFUSED, Denied):
        town.do("tim", event())
    with town.refused(REFUSED, Denied):
        town.do("ada", event(space=room.id))
