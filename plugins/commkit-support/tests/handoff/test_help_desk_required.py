"""No support community without a way out to humans: a help desk, or a written reason why there is none."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from commkit import Denied, Kit
from commkit.communities import CreateCommunity, UpdateSettings
from commkit_support import HandoffReceipt, OfferHandoff, Support

LATER = date(2100, 1, 1)


def found(plugin: Support, **settings: Any) -> None:
    with closing(Kit("sqlite://", plugins=[plugin])) as kit:
        kit.migrate()
        with kit.session("owner") as lobby:
            lobby.do(
                CreateCommunity(
                    "help",
                    type="support",
                    title="Help",
                    purpose="Help",
                    care_hours=1,
                    settings=settings,
                    review_on=LATER,
                )
            )


class SomeDesk:
    def offer(self, bundle: Any, *, delivery_id: str) -> HandoffReceipt:
        return HandoffReceipt()


@pytest.mark.parametrize(
    ("plugin", "values"),
    [
        (Support(help_desk=SomeDesk()), {}),
        (Support(no_help_desk_reason="We are three friends."), {}),
        (Support(), {"support.handoff": {"no_help_desk_reason": "We are three friends."}}),
    ],
    ids=["desk", "the host says why", "the community says why"],
)
def test_a_help_desk_or_a_reason_is_enough(plugin: Support, values: dict[str, Any]) -> None:
    found(plugin, **values)


@pytest.mark.parametrize("why", [None, "", "  \n"])
def test_without_both_a_community_is_not_created(why: str | None) -> None:
    values = {} if why is None else {"support.handoff": {"no_help_desk_reason": why}}
    for plugin in (Support(), Support(no_help_desk_reason=" ")):
        with pytest.raises(Denied) as refusal:
            found(plugin, **values)
        assert refusal.value.code == "support.help_desk_required"


def test_the_reason_cannot_be_cleared_later(sqlite_url: str) -> None:
    with closing(Kit(sqlite_url, plugins=[Support()])) as kit:
        kit.migrate()
        with kit.session("owner") as lobby:
            lobby.do(
                CreateCommunity("few", type="support", title="Few", purpose="Help", care_hours=1, review_on=LATER,
                      settings={"support.handoff": {"no_help_desk_reason": "We are few."}})
            )  # fmt: skip
        with kit.session("owner", "few") as session, pytest.raises(Denied) as refusal:
            session.do(UpdateSettings("support.handoff", {"no_help_desk_reason": "  "}))
        assert refusal.value.code == "support.help_desk_required"
        with kit.session("owner", "few") as session:
            session.do(UpdateSettings("support.handoff", {"no_help_desk_reason": "We are still few."}))
            session.do(UpdateSettings("support.handoff", {"acceptance_timeout": "PT60S"}))


def test_a_handoff_without_a_desk_is_denied_with_the_reason(make_town: Callable[..., Any]) -> None:
    town = make_town()
    question = town.question()
    with (
        closing(Kit(town.url, plugins=[Support(no_help_desk_reason="We are few.")])) as kit,
        kit.session("ada", "help") as session,
        pytest.raises(Denied) as refusal,
    ):
        session.do(OfferHandoff(question.id, "Nobody knows."))
    assert refusal.value.code == "support.no_help_desk"
    assert "We are few." in refusal.value.message
