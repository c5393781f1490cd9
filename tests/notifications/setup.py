"""A town whose members get notifications: what the tests of notifications begin with."""

from collections.abc import Iterable
from typing import Any

from commkit import SYSTEM, CommunityType, Feature, Kit, PostKind, hookimpl
from commkit.members import Membership, ReadMember
from commkit.notifications import ListInbox, ListNotificationPreferences, NotifyMembers
from commkit.posts import CreateReply, CreateThread, Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import NotificationKind
from tests.helpers import ask, do

bells = Feature(
    "bells.rope",
    notification_kinds=(
        NotificationKind(name="bells.rang", summary="When the bell rang."),
        NotificationKind(
            name="bells.mailed", summary="When the bell rang loudly.", channels={"inbox", "mail"}
        ),
        NotificationKind(
            name="bells.fire", summary="When it burns.", channels={"inbox", "mail"}, urgent=True
        ),
        NotificationKind(name="bells.mail_only", summary="By mail only.", channels={"mail"}),
    ),
)

TOWER = CommunityType(
    "tower",
    features=("posts", "bells.rope"),
    post_kinds=(
        PostKind(name="question", opens=True, replies=("answer",)),
        PostKind(name="answer", replies=("answer",)),
    ),
)


class Bells:
    """A plugin that brings the type `tower`, in which bells ring."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield bells

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield TOWER


def id_of(kit: Kit, actor: str, place: str = "town") -> MemberId:
    """The member id of a user."""
    with kit.session(actor, place, read_only=True) as session:
        return session.member


def question(kit: Kit, actor: str = "owner", *, place: str = "town", **fields: Any) -> Post:
    """A thread."""
    said: dict[str, Any] = {"kind": "question", "title": "Why?", "body": "I wonder."}
    return do(kit, actor, place, CreateThread(**(said | fields)))


def landmark(kit: Kit, actor: str = "owner", place: str = "town") -> Membership:
    """Something that all members may see: a member."""
    return ask(kit, actor, place, ReadMember(id_of(kit, actor, place)))


def ring(
    kit: Kit,
    *actors: str,
    about: Any = None,
    kind: str = "bells.rang",
    by: str | None = None,
    place: str = "town",
) -> None:
    """Tell users that the bell rang for something; for the owner where nothing is named."""
    about = about or landmark(kit, place=place)
    told = NotifyMembers(
        kind=kind,
        to=tuple(id_of(kit, actor, place) for actor in actors),
        record=type(about).__name__,
        object=about.id,
        by=id_of(kit, by, place) if by else None,
    )
    do(kit, SYSTEM, place, told)


def channels(
    kit: Kit, actor: str = "ada", place: str = "town", kind: str = "bells.mailed"
) -> tuple[str, ...]:
    return next(p.channels for p in ask(kit, actor, place, ListNotificationPreferences()) if p.kind == kind)


def reply(kit: Kit, actor: str, to: Post, body: str = "Because.") -> Post:
    return do(kit, actor, "town", CreateReply(parent=to.id, body=body))


def kinds_and_counts(kit: Kit, actor: str) -> list[tuple[str, int]]:
    kit.worker().drain()
    page = ask(kit, actor, "town", ListInbox(limit=100))
    return [(notification.kind.partition(".")[2], notification.count) for notification in page.items]
