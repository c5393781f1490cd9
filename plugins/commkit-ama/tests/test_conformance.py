"""The rules that every plugin keeps, checked on this one."""

from collections.abc import Iterable
from typing import Any, ClassVar

from commkit import SYSTEM, CommunityType, Kit, PostKind, Role, hookimpl
from commkit.posts import CreateReply, CreateThread, Post, PostId
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about_post
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_ama import ANSWER_ALL, MANAGE, QuestionHours, hour_kinds

LODGE = CommunityType(
    "lodge",
    features=("posts", "ama.question_hours"),
    post_kinds=(
        PostKind(name="talk", opens=True, replies=("comment",), as_reply="comment"),
        PostKind(name="comment", replies=("comment",)),
        *hour_kinds(),
    ),
    roles={"host": Role(grants=frozenset({MANAGE})), "expert": Role(grants=frozenset({ANSWER_ALL}))},
)


class Lodge:
    """A plugin of a type that uses question hours."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield QuestionHours

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield LODGE


READERS = {"visitor": "any"}
HOSTS = {"member": "no", "host": "any", "steward": "any"}
EXPERTS = {"member": "no", "expert": "any", "steward": "any"}


def _hour(scenario: Scenario, actor: str) -> PostId:
    return scenario.do(SYSTEM, CreateThread(kind="question_hour", title="Ask", body="About wells.")).id


def _question(scenario: Scenario, actor: str) -> PostId:
    return scenario.do(actor, CreateReply(_hour(scenario, actor), "How deep?")).id


def _guests(cell: MatrixCell) -> Any:
    return (cell.scenario.member("creator"),)


class TestQuestionHours(PluginConformance):
    plugin = staticmethod(QuestionHours)
    extra_plugins = (Lodge(),)
    type = "lodge"
    sample_values: ClassVar[Any] = {"kind": ("talk", "comment"), "guests": ((),)}
    fixtures: ClassVar[Any] = {"PostId": Fixture(_hour)}
    expected_permissions: ClassVar[Any] = {
        "ama.set_question_times": allowed(**HOSTS, given={"thread": Fixture(_hour)}),
        "ama.end_question_hour": allowed(**HOSTS, given={"thread": Fixture(_hour)}),
        "ama.set_guests": allowed(**HOSTS, given={"thread": Fixture(_hour), "guests": _guests}),
        "ama.answer_as_guest": allowed(**EXPERTS, given={"question": Fixture(_question)}),
        "ama.read_question_hour": allowed(**READERS, given={"thread": Fixture(_hour)}),
        "ama.list_guest_questions": allowed(**READERS, given={"thread": Fixture(_hour), "rendered": False}),
        "ama.advance_question_hour": allowed(system="any+removed", given={"thread": Fixture(_hour)}),
    }

    def test_what_pages_offer_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Post: offered_about_post},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={},
        )
        assert not found, "\n".join(found)
