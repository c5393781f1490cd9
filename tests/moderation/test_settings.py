"""Settings of moderation: no value that is accepted breaks its rules."""

from typing import Any

import pytest

from commkit import Kit
from commkit.communities import UpdateSettings
from commkit.moderation import FileReport
from commkit.posts import CreateThread, EditPost
from commkit.runtime.model.errors import Denied, Invalid
from tests.helpers import assert_refused, assert_unchanged, do
from tests.sample import OWNER, create_community

DURATIONS = (
    "repeat_window",
    "rate_window",
    "slow_mode",
    "claim_duration",
    "strike_duration",
    "suspension_duration",
    "appeal_window",
)
WINDOWS = DURATIONS[:3]
CENTURY = "P36525D"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in DURATIONS for value in ("-PT1S", CENTURY)),
        *((name, "P366D") for name in WINDOWS),
        ("reasons", {}),
        ("reasons", {"spam": -1}),
        ("reasons", {"spam": 2**40}),
        ("reasons", {"s" * 65: 1}),
        ("review_rule", ""),
        ("review_rule", "x" * 301),
    ],
)
def test_a_value_out_of_range_is_refused(sqlite_kit: Kit, name: str, value: Any) -> None:
    create_community(sqlite_kit)
    with assert_unchanged(sqlite_kit), pytest.raises(Invalid):
        do(sqlite_kit, OWNER, "town", UpdateSettings("moderation", {name: value}))


def test_control_the_largest_values_work(kit: Kit) -> None:
    """The control of the test above."""
    longest = dict.fromkeys(DURATIONS, "P3650D") | dict.fromkeys(WINDOWS, "P365D")
    modes = {"repeat": "refuse", "rate": "refuse", "reasons": {"spam": 100}, "review_rule": "x" * 300}
    create_community(kit, members=("ada", "bob"), settings={"moderation": longest | modes})
    post = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
    do(kit, "bob", "town", FileReport("Post", post.id, "spam"))


def test_an_edit_is_checked_with_the_whole_text(sqlite_kit: Kit) -> None:
    kit = sqlite_kit
    settings = {"length": "refuse", "min_length": 20, "links": "refuse", "max_links": 1}
    create_community(kit, members=("ada",), settings={"moderation": settings})
    body = "It is long enough for everybody: https://a.example/"
    post = do(kit, "ada", "town", CreateThread(kind="question", title="Short", body=body))
    post = do(kit, "ada", "town", EditPost(post=post.id, version=post.version, title="Shorter"))
    with assert_refused(Denied, "moderation.refused"):
        edit = EditPost(post=post.id, version=post.version, title="https://b.example/")
        do(kit, "ada", "town", edit)
    with assert_refused(Denied, "moderation.refused"):
        do(kit, "ada", "town", EditPost(post=post.id, version=post.version, body="Too short"))
