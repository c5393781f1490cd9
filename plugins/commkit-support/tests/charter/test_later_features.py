"""Another feature changes a reply after it was judged, or lets a part of the command fail: all are told as ever."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve

from commkit import CommunityType, Context, Feature, NotFound, hookimpl
from commkit.community_types import ChangeType, PlanTypeChange
from commkit.notifications import ListInbox
from commkit.posts import CreateReply, EditPost, PostCreated, PostEdited, PostId
from commkit_support import CheckScope, Support

BODY = "There is smoke! Mail me at zeppelin@example.org."
SIGNED = "There is smoke! Mail me at [e-mail].\n\nSent from my desk"


class Signing:
    """A plugin whose feature comes after the charter: it signs replies, and tries what fails."""

    def __init__(self) -> None:
        self.feature = Feature("zz.signing")
        self.feature.transforms(CreateReply)(self.sign)
        self.feature.transforms(EditPost)(self.sign)
        self.feature.reacts_to(PostCreated, PostEdited)(self.fail)
        self.failed = 0

    def sign(self, context: Context, command: Any) -> Any:
        self.fail(context)
        return evolve(command, body=f"{command.body}\n\nSent from my desk")

    def fail(self, context: Context, _: object = None) -> None:
        with pytest.raises(NotFound):
            context.do(CheckScope("", "Nowhere.", reply_to=PostId(context.new_id())))
        self.failed += 1

    @hookimpl
    def commkit_features(self) -> Iterator[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterator[CommunityType]:
        (support,) = Support().commkit_types()
        yield evolve(support, name="signed", features=(*support.features, "zz.signing"))


@pytest.fixture
def signing() -> Signing:
    return Signing()


@pytest.fixture
def town(make_town: Any, signing: Signing) -> Any:
    made = make_town(plugins=[signing])
    plan = made.ask("owner", PlanTypeChange("signed"))
    made.do("owner", ChangeType("signed", plan.fingerprint))
    return made


def told(town: Any, actor: str) -> list[tuple[str, Any]]:
    town.kit.worker().drain()
    kinds = ("support.private_data_masked", "support.safety_raised")
    items = town.ask(actor, ListInbox(limit=50)).items
    return [(item.kind, item.object) for item in items if item.kind in kinds]


def test_a_reply_that_another_feature_changes_is_told_of(town: Any, signing: Signing) -> None:
    written = town.do("bob", CreateReply(town.question().id, BODY, kind="answer"))
    assert (written.body, signing.failed >= 2) == (SIGNED, True)
    assert told(town, "bob") == [("support.private_data_masked", written.id)]
    assert told(town, "amy") == [("support.safety_raised", written.id)]


def test_an_edit_that_another_feature_changes_is_told_of(town: Any) -> None:
    plain = town.do("bob", CreateReply(town.question().id, "Try it again.", kind="answer"))
    assert told(town, "bob") == told(town, "amy") == []
    edited = town.do("bob", EditPost(post=plain.id, version=1, body=BODY))
    assert edited.body == SIGNED
    assert told(town, "bob") == [("support.private_data_masked", plain.id)]
    assert told(town, "amy") == [("support.safety_raised", plain.id)]
