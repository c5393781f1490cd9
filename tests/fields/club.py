"""A club whose type has every kind of field, and to which the host adds some."""

from datetime import date
from typing import Any

from commkit import (
    AddressField,
    ChoiceField,
    CommunityType,
    DateField,
    Kit,
    NumberField,
    PostKind,
    ReferenceField,
    TextField,
    VersionField,
)
from commkit.events import CreateEvent, Event
from commkit.feedback import SubmitSuggestion, Suggestion, SuggestionKind
from commkit.posts import CreateThread, Post
from tests.helpers import do
from tests.sample import create_community, new_kit

QUESTION = PostKind(
    name="question",
    opens=True,
    replies=("answer",),
    fields=(
        VersionField("version", label="Version", required=True, filterable=True, personal=False),
        ChoiceField("os", choices=("linux", "mac", "windows"), filterable=True),
        NumberField("size", minimum=0, maximum=1_000_000, filterable=True),
        DateField("since", earliest=date(2000, 1, 1), filterable=True),
        AddressField("log", max_length=100, filterable=True),
        TextField("device", max_length=50, filterable=True, searchable=True),
        ReferenceField("like", record="Post", filterable=True),
        TextField("notes", multiline=True),
    ),
)
CLUB = CommunityType(
    "club",
    post_kinds=(
        QUESTION,
        PostKind(
            name="answer", replies=("answer",), fields=(NumberField("effort", whole=True, required=True),)
        ),
        PostKind(name="story", opens=True),
    ),
    fields={
        "member": (TextField("city", filterable=True),),
        "event": (TextField("room", filterable=True, required=True),),
        "suggestion": (ChoiceField("area", choices=("app", "web"), filterable=True),),
    },
)
BARE = CommunityType("bare", post_kinds=(PostKind(name="question", opens=True), *CLUB.post_kinds[1:]))
"""The same without fields of questions, members, events and suggestions."""
HOST_FIELDS = {
    "club": {"member": (DateField("joined", personal=False),), "post.story": (NumberField("pages"),)}
}
DAYTIME: dict[str, Any] = {
    "local_start": "2100-05-01T18:00",
    "local_end": "2100-05-01T20:00",
    "time_zone": "UTC",
}


def club_kit(url: str, **options: Any) -> Kit:
    return new_kit(url, types=(CLUB, BARE), fields=HOST_FIELDS, **options)


def found_club(kit: Kit) -> Kit:
    create_community(kit, type="club", members=["ada", "bob"])
    return kit


def ask_question(kit: Kit, actor: str = "ada", *, fields: dict[str, Any] | None = None, **more: Any) -> Post:
    values = {"version": "1.0"} | (fields or {})
    return do(
        kit, actor, "town", CreateThread(kind="question", title="Why?", body="So.", fields=values, **more)
    )


def plan_event(kit: Kit, actor: str = "ada", *, fields: dict[str, Any] | None = None) -> Event:
    return do(kit, actor, "town", CreateEvent(title="Meet", **DAYTIME, fields=fields or {"room": "Red"}))


def suggest(kit: Kit, actor: str = "ada", *, fields: dict[str, Any] | None = None) -> Suggestion:
    return do(
        kit, actor, "town", SubmitSuggestion(kind=SuggestionKind.IDEA, title="Tea", fields=fields or {})
    )
