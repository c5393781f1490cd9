"""A small community type for tests, and the few lines that most tests begin with.

with closing(new_kit(url)) as kit:
    town = create_community(kit, "town", members=("ada", "bob"))
    with kit.session("ada", "town") as session:
        session.do(CreateThread(kind="question", title="Why?", body="I wonder."))
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from commkit import CommunityType, Kit, PostKind, hookimpl
from commkit.communities import Community, CreateCommunity
from commkit.members import JoinCommunity

OWNER = "owner"
"""The host's key of who founds the communities of tests."""

REVIEW_ON = date(2100, 1, 1)

FORUM = CommunityType(
    "forum",
    features=("posts",),
    post_kinds=(
        PostKind(
            name="question",
            opens=True,
            replies=("answer", "comment"),
            awaits="answer",
            states={"open": ("solved", "closed"), "solved": ("open",), "closed": ("open",)},
            closed={"solved", "closed"},
            solved="solved",
        ),
        PostKind(name="answer", replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
    reactions={"up": 1, "down": -1, "heart": 0},
)


class Sample:
    """A plugin that brings the type `forum` and nothing else."""

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield FORUM


def new_kit(url: str, *more: Any, **options: Any) -> Kit:
    """A Kit with the type `forum`; whoever makes it closes it.

    Args:
        url: A database, migrated or not.
        *more: Further plugins.
        **options: As for `Kit`.
    """
    return Kit(url, plugins=[Sample(), *more], **options)


def create_community(
    kit: Kit, slug: str = "town", *, type: str = "forum", members: Iterable[str] = (), **fields: Any
) -> Community:
    """A community that `OWNER` owns and that `members` have joined; `fields` are more fields of `CreateCommunity`."""
    defaults = {
        "title": slug.title(),
        "purpose": "To see what happens.",
        "care_hours": 4,
        "review_on": REVIEW_ON,
    }
    with kit.session(OWNER) as lobby:
        made = lobby.do(CreateCommunity(slug, type=type, **(defaults | fields)))
    for member in members:
        with kit.session(member, slug) as session:
            session.do(JoinCommunity())
    return made
