"""What a community's numbers are for: what is declared in its type, what is missing in it, and what is refused."""

from contextlib import closing
from typing import Any

import pytest

from commkit import CommunityType, Denied, Feature, Invalid, PluginError
from commkit.insight import (
    Benefit,
    BenefitArea,
    Better,
    CommunityMeasures,
    Guard,
    GuardEvidence,
    GuardNotApplicable,
    Measure,
    ReadMeasures,
)
from tests.runtime.plugins import Listen, Plugin, Ring
from tests.sample import FORUM, create_community, new_kit

READ: dict[str, Any] = {
    "queries": (Listen,),
    "formula": "count of rings",
    "unit": "rings",
    "better": Better.HIGHER,
}


def benefit(name: str = "club.rings", **words: Any) -> Benefit:
    words = {"title": "Rings", "area": BenefitArea.FAMILY, "features": ("club.bell",), **READ, **words}
    return Benefit(name=name, **words)


def evidence(name: str = "club.silence", **words: Any) -> GuardEvidence:
    return GuardEvidence(
        **{"name": name, "title": "Silence", "guard": Guard.NOT_SELF_GROWING, **READ, **words}
    )


def bell(*declares: Measure) -> Feature:
    feature = Feature("club.bell", grants={"member": {"club.ring"}}, declares=declares)

    @feature.handles(Listen)
    def listen(context: Any, query: Listen) -> int:
        return 0

    return feature


def club(
    *declares: Measure,
    own: tuple[Measure | GuardNotApplicable, ...] = (),
    features: tuple[str, ...] = ("club.bell",),
) -> Plugin:
    made = CommunityType("club", features=("posts", *features), post_kinds=FORUM.post_kinds, declares=own)
    return Plugin([bell(*declares), Feature("club.other")], (made,))


def measures_of(url: str, plugin: Plugin, actor: str | None = "ada") -> CommunityMeasures:
    with closing(new_kit(url, plugin)) as kit:
        create_community(kit, type="club", members=("ada",))
        with kit.session(actor, "town", read_only=True) as session:
            return session.ask(ReadMeasures())


def test_members_read_what_the_numbers_are_for(sqlite_url: str) -> None:
    found = measures_of(sqlite_url, club(benefit(features=("club.bell", "club.other")), evidence()))
    family = next(info for info in found.benefits if info.about == BenefitArea.FAMILY)
    assert (family.name, family.queries, family.features) == ("club.rings", ("club.listen",), ("club.bell",))
    assert [info.name for info in found.guards] == ["club.silence"]
    assert found.unguarded == (Guard.NOT_SUPPORT_REPLACEMENT, Guard.NOT_SHOWCASE)
    assert BenefitArea.CAREER in found.unmeasured
    assert BenefitArea.FAMILY not in found.unmeasured
    assert found.type == "club"


def test_a_type_says_why_a_guard_has_nothing_to_watch_and_evidence_wins(sqlite_url: str) -> None:
    idle = [
        GuardNotApplicable(name=f"club.no_{guard}", guard=guard, reason="Nobody asks for help here.")
        for guard in (Guard.NOT_SUPPORT_REPLACEMENT, Guard.NOT_SELF_GROWING)
    ]
    found = measures_of(sqlite_url, club(evidence(), own=tuple(idle)))
    assert [(each.name, each.reason) for each in found.not_applicable] == [(idle[0].name, idle[0].reason)]
    assert found.unguarded == (Guard.NOT_SHOWCASE,)
    with pytest.raises(Invalid):
        GuardNotApplicable(name="club.why", guard=Guard.NOT_SHOWCASE, reason=" ")


def test_benefits_stand_in_their_order(sqlite_url: str) -> None:
    found = measures_of(sqlite_url, club(benefit("club.a"), benefit("club.b", area=BenefitArea.LEARNING)))
    own = [info.name for info in found.benefits if info.name.startswith("club.")]
    assert own == ["club.b", "club.a"]


def test_visitors_read_none(sqlite_url: str) -> None:
    with pytest.raises(Denied):
        measures_of(sqlite_url, club(), actor=None)


def test_what_a_type_lacks_is_not_told(sqlite_url: str) -> None:
    found = measures_of(sqlite_url, club(benefit(), evidence(), features=("club.other",)))
    assert not [info for info in (*found.benefits, *found.guards) if info.name.startswith("club.")]


def test_a_type_may_say_it_otherwise(sqlite_url: str) -> None:
    plugin = club(benefit(), own=(benefit(unit="rings a day"),))
    assert [info.unit for info in measures_of(sqlite_url, plugin).benefits if info.name == "club.rings"] == [
        "rings a day"
    ]


@pytest.mark.parametrize(
    ("plugin", "words"),
    [
        (lambda: club(benefit(queries=(Ring,))), "names Ring among its queries"),
        (lambda: club(evidence(queries=(Ring,))), "names Ring among its queries"),
        (lambda: club(benefit(features=("club.none",))), "names 'club.none' among its features"),
        (
            lambda: club(own=(benefit("mine", features=("club.other",)),)),
            "names 'club.other' among its features",
        ),
        (lambda: club(own=(benefit("mine"),), features=("club.other",)), "among its"),
        (lambda: club(benefit("rings")), "must begin with 'club.'"),
    ],
)
def test_what_is_not_there_cannot_be_declared(sqlite_url: str, plugin: Any, words: str) -> None:
    with pytest.raises(PluginError) as caught:
        new_kit(sqlite_url, plugin())
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"title": ""}, "title"),
        ({"queries": ()}, "queries"),
        ({"formula": ""}, "formula"),
        ({"unit": ""}, "unit"),
        ({"features": ()}, "features"),
        ({"minimum_sample": 0}, "minimum_sample"),
        ({"privacy_floor": 4}, "privacy_floor"),
    ],
)
def test_what_cannot_be_read_is_no_measure(words: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        benefit(**words)
    assert (caught.value.code, [fault.path for fault in caught.value.errors]) == (
        "insight.bad_measure",
        [field],
    )
