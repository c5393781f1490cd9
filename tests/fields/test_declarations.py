"""Malformed and contradicting declarations are refused when the Kit is built, with the name of whose they are."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import evolve

from commkit import (
    AddressField,
    ChoiceField,
    CommunityType,
    DateField,
    Kit,
    NumberField,
    PluginError,
    PostKind,
    ReferenceField,
    TextField,
    VersionField,
    hookimpl,
)
from commkit.fields import Field
from tests.fields.club import CLUB, HOST_FIELDS
from tests.sample import FORUM, Sample

CITY = TextField("city")


def refused(words: str, plugin: str, **options: Any) -> None:
    with pytest.raises(PluginError, match=words) as caught:
        Kit("sqlite://", **options)
    assert caught.value.plugin == plugin


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (TextField("City"), "small letters"),
        (TextField("c" * 64), "small letters"),
        (TextField("post.city"), "small letters"),
        (TextField(""), "small letters"),
        (TextField("city", label="l" * 201), "label"),
        (TextField("city", required=1), "`required` must be"),
        (TextField("city", max_length=0), "max_length"),
        (TextField("city", max_length=10_001), "max_length"),
        (AddressField("home", max_length=2_001), "max_length"),
        (NumberField("size", minimum=2, maximum=1), "more than"),
        (NumberField("size", minimum=float("nan")), "finite"),
        (NumberField("size", minimum=True), "finite"),
        (ChoiceField("os", choices=()), "`choices`"),
        (ChoiceField("os", choices=("a", "a")), "`choices`"),
        (ChoiceField("os", choices=("",)), "`choices`"),
        (DateField("since", earliest=datetime(2000, 1, 1, tzinfo=UTC)), "dates"),
        (DateField("since", earliest=date(2001, 1, 1), latest=date(2000, 1, 1)), "after"),
        (ReferenceField("like", record="Nothing"), "nobody loads"),
        (TextField("bio", searchable=True), "only fields of posts"),
        (Field("any"), "use one of"),
        ("city", "tuple of fields"),
    ],
)
def test_a_malformed_field_is_refused(field: Any, words: str) -> None:
    refused(words, "club", types=[evolve(CLUB, fields={"member": (field,)})])


def test_fields_of_what_is_not_there_are_refused() -> None:
    for subject in ("post", "post.riddle", "members", ""):
        refused("choose one of: event", "club", types=[evolve(CLUB, fields={subject: (CITY,)})])
    refused("must be a mapping", "club", types=[evolve(CLUB, fields=(CITY,))])


def test_one_name_is_declared_once() -> None:
    refused("declared twice", "club", types=[evolve(CLUB, fields={"member": (CITY, NumberField("city"))})])
    refused("declared twice", "club", types=[evolve(CLUB, fields={"post.question": (TextField("os"),)})])
    kinds = (*CLUB.post_kinds, PostKind(name="release", fields=(TextField("version"),)))
    refused("in two ways", "club", types=[evolve(CLUB, post_kinds=kinds)])
    same = (*CLUB.post_kinds, PostKind(name="release", fields=(VersionField("version", filterable=True),)))
    Kit("sqlite://", types=[evolve(CLUB, post_kinds=same)]).close()


def test_there_are_not_too_many() -> None:
    refused(
        "at most 50", "club", types=[evolve(CLUB, fields={"member": [TextField(f"f{n}") for n in range(51)]})]
    )


def test_a_host_adds_fields_to_types_of_plugins() -> None:
    added = {"post.question": (VersionField("version"),), "member": (CITY,)}
    kit = Kit("sqlite://", plugins=[Sample()], fields={"forum": added})
    made = kit.registry.types["forum"]
    assert [its.name for its in made.declared_fields("post", "question")] == ["version"]
    assert made.declared_fields("post", "answer") == ()
    assert made.all_fields("member") == {"city": CITY}
    kit.close()


def test_what_the_host_adds_wrongly_is_the_hosts_fault_and_leaves_out_no_plugin() -> None:
    whose = "Kit(fields=...)"
    options: dict[str, Any] = {"plugins": [Sample()], "on_broken": "skip"}
    refused("does not exist", whose, fields={"nowhere": {"member": (CITY,)}}, **options)
    refused("small letters", whose, fields={"forum": {"member": (TextField("City"),)}}, **options)
    refused("declared twice", whose, fields={"forum": {"member": (CITY, CITY)}}, **options)
    refused("declared twice", whose, types=[CLUB], fields={"club": {"member": (CITY,)}})


def test_a_type_has_the_fields_of_those_it_is_composed_of_its_own_first() -> None:
    class Brings:
        @hookimpl
        def commkit_types(self) -> Iterable[CommunityType]:
            yield evolve(FORUM, fields={"member": (CITY, NumberField("age"))})

    own = CommunityType(
        "own", composes=("forum", "club"), fields={"member": (ChoiceField("city", choices=("Linz", "Wels")),)}
    )
    kit = Kit("sqlite://", plugins=[Brings()], types=[own, CLUB], fields=HOST_FIELDS)
    made = kit.registry.types["own"]
    assert {name: type(its).__name__ for name, its in made.all_fields("member").items()} == {
        "city": "ChoiceField",
        "age": "NumberField",
        "joined": "DateField",
    }
    assert list(made.all_fields("event")) == ["room"]
    told = {
        value.name: value for value in kit.registry.composition_of("own").values if value.field == "fields"
    }
    assert (told["member.city"].type, told["event.room"].type) == ("own", "club")
    assert [each.type for each in told["member.city"].passed_over] == ["forum", "club"]
    assert "post.story.pages" in told
    kit.close()
