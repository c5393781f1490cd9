"""Explanations treat what is hidden, from the member or from who asks, as not existing."""

from typing import Any
from uuid import uuid4

import pytest

from commkit import Kit
from commkit.explaining import ExplainDecision
from commkit.posts import PostId
from tests.audience_town import (
    GUILD,
    INSIDE,
    OUTSIDE,
    STEWARD,
    WALLED,
    AudienceTown,
    create_audience_town,
    leave_groups,
)
from tests.helpers import ask, result_or_error
from tests.sample import OWNER


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    return create_audience_town(kit)


def explained(
    kit: Kit, town: AudienceTown, asker: str, about: str, post: Any, *, subject: Any = "permission"
) -> Any:
    action = "posts.edit" if subject == "permission" else "notifications.thread"
    query = ExplainDecision(town.members[about], action, post, record="Post", about=subject)
    answer = result_or_error(lambda: ask(kit, asker, "town", query))
    return getattr(answer, "steps", answer)


@pytest.mark.parametrize("subject", ["permission", "notification"])
@pytest.mark.parametrize(
    ("who", "name"),
    [
        ((OUTSIDE, OUTSIDE), GUILD),
        ((OUTSIDE, OUTSIDE), WALLED),
        ((STEWARD, STEWARD), WALLED),
        ((STEWARD, INSIDE), WALLED),
        ((OWNER, INSIDE), WALLED),
        ((OWNER, STEWARD), WALLED),
    ],
)
def test_a_hidden_object_is_like_none(
    kit: Kit, town: AudienceTown, who: tuple[str, str], name: str, subject: str
) -> None:
    hidden = explained(kit, town, *who, town.threads[name].id, subject=subject)
    assert hidden == explained(kit, town, *who, PostId(uuid4()), subject=subject)


def test_who_asks_about_somebody_outside_learns_only_that_they_do_not_see_it(
    kit: Kit, town: AudienceTown
) -> None:
    steps = explained(kit, town, STEWARD, OUTSIDE, town.threads[GUILD].id)
    assert any("none for them to see" in step.because for step in steps)


def test_control_inside_it_is_explained_until_they_leave(kit: Kit, town: AudienceTown) -> None:
    post = town.threads[WALLED].id
    before = explained(kit, town, INSIDE, INSIDE, post)
    assert any("for them to see" in step.because and "none" not in step.because for step in before)
    leave_groups(kit, town, INSIDE)
    after = explained(kit, town, INSIDE, INSIDE, post)
    assert after == explained(kit, town, INSIDE, INSIDE, PostId(uuid4()))
