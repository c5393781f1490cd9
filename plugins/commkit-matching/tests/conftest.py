"""A community of a type of its own with several kinds of matches, on SQLite and PostgreSQL in turn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest

from commkit import SYSTEM, CommunityType, Context, MemberId, PostKind
from commkit.communities import CreateCommunity
from commkit.members import AddMember, Membership
from commkit_matching import (
    AcceptMatch,
    AskToBeMatched,
    Consent,
    Disclosure,
    Limit,
    Matching,
    MatchKind,
    MatchView,
    Method,
    RunMatchingRound,
    Side,
    ViewMatches,
    Wish,
    WishFormat,
    must_be_same,
    must_share,
    prefer_near,
    prefer_overlap,
)
from tests.plugin_town import *  # noqa: F403  # the fixtures
from tests.plugin_town import PluginTown

LANGUAGES = Wish(
    name="languages",
    title="Which languages do you speak?",
    format=WishFormat.CHOICES,
    choices=("English", "Deutsch"),
    most=2,
    required=True,
)
CONTACT = Wish(name="contact", title="How are you reached?")
SECRET = Wish(name="why", title="Why do you ask?", disclosed=Disclosure.NEVER)


def topics(name: str) -> Wish:
    return Wish(
        name=name,
        title="Which topics?",
        format=WishFormat.CHOICES,
        choices=("go", "chess", "shogi"),
        most=3,
        disclosed=Disclosure.PROPOSED,
    )


def read_members(context: Context, members: Sequence[MemberId]) -> Mapping[MemberId, Mapping[str, Any]]:
    """Of members whose names say so their band of age and their rating; `minor-3` has a rating of 30."""
    found = {member: context.get(Membership, member).name for member in members}
    known: dict[MemberId, Mapping[str, Any]] = {}
    for member, name in found.items():
        band, _, number = name.partition("-")
        if number:
            known[member] = {"band": band, "rating": 10 * int(number)}
    return known


def rivals(context: Context, members: Sequence[MemberId]) -> Iterable[tuple[MemberId, MemberId]]:
    """Those called rival are kept apart."""
    found = [member for member in members if context.get(Membership, member).name.startswith("rival")]
    return [(one, another) for one in found for another in found if one < another]


MENTORS = MatchKind(
    name="mentors",
    title="Mentors",
    summary="Who learns with whom who knows.",
    sides=(
        Side(name="mentee", title="Mentee", wishes=(topics("wants"), LANGUAGES, CONTACT, SECRET)),
        Side(name="mentor", title="Mentor", places=3, wishes=(topics("knows"), LANGUAGES, CONTACT)),
    ),
    method=Method.STABLE,
    preferences=(
        prefer_overlap(
            "topics", "Knows what you want to learn", mine="wants", theirs="knows", weight=3, of="mentee"
        ),
        prefer_overlap("languages", "Speaks your languages", mine="languages"),
    ),
    limits=(must_share("language", "A language in common", wish="languages"),),
    every=timedelta(days=7),
)
INTRODUCTIONS = MatchKind(
    name="introductions",
    title="Introductions",
    summary="Partners are introduced.",
    sides=(
        Side(name="seeker", title="Seeker", wishes=(CONTACT,)),
        Side(name="partner", title="Partner", places=2, overbooked=10, wishes=(CONTACT,)),
    ),
    consent=Consent.FIRST,
    best=1,
)
BUDDIES = MatchKind(
    name="buddies",
    title="Buddies",
    summary="Two of a kind.",
    sides=(Side(name="buddy", title="Buddy", places=2),),
    limits=(
        must_be_same("band", "Of one age", value="band"),
        Limit(name="rivals", title="No rivals", apart=rivals),
    ),
    reads=read_members,
    preferences=(prefer_near("rating", "Of similar strength", number="rating", scale=50),),
    discloses_members=True,
    again_after=timedelta(days=30),
)
LUNCH = MatchKind(
    name="lunch",
    title="Lunch",
    summary="Three or four eat together.",
    sides=(Side(name="guest", title="Guest"),),
    method=Method.GROUPS,
    consent=Consent.NONE,
    smallest=3,
    largest=4,
    again_after=timedelta(),
    lasts=timedelta(days=1),
)
PARTY = MatchKind(
    name="party",
    title="Party",
    summary="Two against two, of even strength.",
    sides=(Side(name="player", title="Player"),),
    method=Method.GROUPS,
    smallest=2,
    largest=4,
    teams=2,
    balanced_by="rating",
    reads=read_members,
)
PARTNERS = MatchKind(
    name="partners",
    title="Training partners",
    summary="Two who know whom they want to train with.",
    sides=(Side(name="partner", title="Partner", places=2, wishes=(CONTACT, topics("plays"))),),
    limits=(must_be_same("band", "Of one age", value="band"),),
    preferences=(prefer_overlap("plays", "Plays what you play", mine="plays"),),
    reads=lambda context, members: (
        {member: known for member, known in read_members(context, members).items() if "band" in known}
        | {member: {"band": "adult"} for member in members if member not in read_members(context, members)}
    ),
    again_after=timedelta(days=30),
    direct=True,
    keeps=timedelta(days=90),
)
CIRCLE = CommunityType(
    "circle",
    features=("posts", "matching.matches"),
    post_kinds=(PostKind(name="talk", opens=True),),
    declares=(MENTORS, INTRODUCTIONS, BUDDIES, LUNCH, PARTY, PARTNERS),
)


class Town(PluginTown):
    """One community `circle`; options are those of `Matching`."""

    community = CreateCommunity(
        "circle", type="circle", title="Circle", purpose="Meet", care_hours=4, review_on=date(2100, 1, 1)
    )
    plugin = "matching"
    staff: ClassVar[dict[str, str]] = {"dan": "member", "eve": "member"}

    def composed(self, **options: Any) -> dict[str, Any]:
        return {"plugins": [Matching(**options)], "types": [CIRCLE]}

    def join(self, *names: str) -> None:
        """Let some become members, by the names that the host tells of them."""
        for name in names:
            self.do(SYSTEM, AddMember(name))

    def request(self, actor: str, kind: str, side: str, *, places: int = 1, **wishes: str) -> Any:
        return self.do(actor, AskToBeMatched(kind, side, places=places, wishes=wishes))

    def mentee(self, actor: str, wants: str = "go", **wishes: str) -> Any:
        return self.request(actor, "mentors", "mentee", wants=wants, **({"languages": "English"} | wishes))

    def mentor(self, actor: str, knows: str = "go", places: int = 1, **wishes: str) -> Any:
        said = {"languages": "English"} | wishes
        return self.request(actor, "mentors", "mentor", places=places, knows=knows, **said)

    def round(self, kind: str = "mentors") -> Any:
        return self.do("stew", RunMatchingRound(kind))

    def matches(self, actor: str, *states: str) -> list[MatchView]:
        """The matches that somebody sees, the newest first; those in some states where these are given."""
        found = self.ask(actor, ViewMatches(limit=100)).items
        return [view for view in found if not states or view.match.state in states]

    def may(self, actor: str) -> set[str]:
        """The commands of this plugin that somebody is offered about the newest match."""
        found = self.matches(actor)[0].may
        return {name.removeprefix("matching.") for name in found if name.startswith("matching.")}

    def accept(self, actor: str) -> Any:
        """Accept the newest proposal."""
        return self.do(actor, AcceptMatch(self.matches(actor, "proposed")[0].match.id))

    def partners(self, actor: str, *states: str) -> list[list[str]]:
        """The names of the others in the matches that somebody sees; `?` for who is not named."""
        return [
            sorted("?" if each.author is None else each.author.name for each in view.partners)
            for view in self.matches(actor, *(states or ("proposed", "made")))
        ]

    def pair(self, one: str = "ada", another: str = "bob") -> Any:
        """A match of a mentee and a mentor that is made; its id."""
        self.mentee(one)
        self.mentor(another)
        self.round()
        self.accept(one)
        return self.accept(another).id


@pytest.fixture(scope="session")
def town_class() -> type[Town]:
    return Town
