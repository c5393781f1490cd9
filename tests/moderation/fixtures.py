"""A community with members, moderators and something to decide about."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from commkit import SYSTEM, Kit, MemberId
from commkit.communities import UpdateSettings
from commkit.members import AssignRole, Membership, ReadMember
from commkit.moderation import CaseId, DecideCase, Decision, FileReport, ListCases, ModerationAction
from commkit.posts import CreateThread, Post
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.sample import OWNER, create_community, new_kit

START = datetime(2030, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MODERATORS = ("eve", "max")


@contextmanager
def town_of(url: str, clock: ManualClock, **options: Any) -> Iterator[Kit]:
    """Members ada, bob and cat; moderators eve and max."""
    with closing(new_kit(url, clock=clock, **options)) as kit:
        create_community(kit, members=["ada", "bob", "cat", *MODERATORS])
        for key in MODERATORS:
            do(kit, OWNER, "town", AssignRole(member(kit, key), "steward"))
        yield kit


def set_settings(kit: Kit, **settings: Any) -> None:
    """Change the settings of moderation in `town`."""
    do(kit, OWNER, "town", UpdateSettings("moderation", settings))


def member(kit: Kit, key: str) -> MemberId:
    with kit.session(key, "town", read_only=True) as session:
        return session.member


def membership(kit: Kit, key: str) -> Membership:
    return ask(kit, OWNER, "town", ReadMember(member(kit, key)))


def write(kit: Kit, key: str = "ada", body: str = "Buy my pills.") -> Post:
    return do(kit, key, "town", CreateThread(kind="question", title="Why?", body=body))


def report(kit: Kit, object: UUID, *, by: str = "bob", reason: str = "spam", record: str = "Post") -> Any:
    return do(kit, by, "town", FileReport(record, object, reason))


def case_of(kit: Kit, object: UUID, *, by: Any = SYSTEM) -> CaseId:
    (found,) = [case for case in ask(kit, by, "town", ListCases(limit=100)).items if case.object == object]
    return found.id


def reported(kit: Kit, key: str = "ada") -> CaseId:
    """The case of a post by somebody that bob reported."""
    post = write(kit, key)
    report(kit, post.id, by="bob" if key != "bob" else "cat")
    return case_of(kit, post.id)


def decide(kit: Kit, case: CaseId, action: ModerationAction, *, by: Any = "eve", **more: Any) -> Decision:
    reasons = {"rule": "Be kind", "facts": "It sells pills."}
    return do(kit, by, "town", DecideCase(**{"case": case, "action": action} | reasons | more))
