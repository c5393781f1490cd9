"""What a simulation remembers of the community it plays, so that chance never depends on ids or on the database."""

from datetime import datetime, timedelta

from attrs import define, field

from commkit import CommunityType, MemberId
from commkit.posts import Post, PostId
from commkit_demo.simulation.personas import Persona
from commkit_demo.simulation.vocabulary import Problem
from commkit_demo.simulation.wording import HUB, Wording


@define(eq=False)
class SimulatedMember:
    """A simulated member.

    Attributes:
        number: Their place among all members of the simulation.
        key: Their key at the host.
        persona: What kind of member they are.
        joins_on_day: On which day they join, 0 for the first one.
        member: Their id, once they joined.
        last: Their latest post.
        sanction_count: How often they were restricted.
        banned: Whether they are banned and visit no more.
        away_until: Until when they do not visit; None while they do.
    """

    number: int
    key: str
    persona: Persona
    joins_on_day: int
    member: MemberId | None = None
    last: "SimulatedPost | None" = None
    sanction_count: int = 0
    banned: bool = False
    away_until: datetime | None = None

    @property
    def id_inside(self) -> MemberId:
        """Their id, of somebody who has joined.

        Raises:
            ValueError: They have not.
        """
        if self.member is None:
            raise ValueError(f"{self.key} has not joined")
        return self.member


@define(eq=False)
class SimulatedPost:
    """A post as the simulation knows it.

    Attributes:
        post: Its record, as its author last wrote it.
        by: Who wrote it.
        rude: Whether it should be removed.
        removed: Whether it was.
    """

    post: Post
    by: SimulatedMember
    rude: bool = False
    removed: bool = False

    @property
    def id(self) -> PostId:
        """The post's id."""
        return self.post.id


@define(eq=False)
class SimulatedThread:
    """A thread as the simulation knows it.

    Attributes:
        opening: The post that opened it.
        about: The problem that it is about; None for a rude one, and where threads are about no problems.
        replies: In the order of time.
        awaits: The kind of reply it waits for.
        accepted: The answer that its asker accepted; set by actions that accept answers.
        resolved: Whether nothing more is expected; set by actions that accept answers or close threads.
    """

    opening: SimulatedPost
    about: Problem | None
    awaits: str | None
    replies: list[SimulatedPost] = field(factory=list)
    accepted: SimulatedPost | None = None
    resolved: bool = False

    @property
    def answers(self) -> list[SimulatedPost]:
        """Standing replies of the kind it waits for."""
        return [said for said in self.replies if said.post.kind == self.awaits and not said.removed]

    @property
    def standing(self) -> list[SimulatedPost]:
        """The posts in it that were not removed."""
        return [said for said in (self.opening, *self.replies) if not said.removed]

    def mark_accepted(self, answer: SimulatedPost, _: object) -> None:
        """Note that its asker accepted an answer; what the command gave is not needed."""
        self.accepted, self.resolved = answer, True

    def mark_resolved(self, _: object) -> None:
        """Note that nothing more is expected."""
        self.resolved = True

    def age(self, now: datetime) -> timedelta:
        """How long ago it was opened."""
        return now - self.opening.post.created_at


@define(eq=False)
class SimulatedCommunity:
    """What happened in the simulation so far.

    Attributes:
        type: The community's type.
        members: All members, whether they have joined yet or not.
        kinds: The kinds of threads that they open.
        threads: In the order of time.
        rude: Posts that should be removed.
        reacted: Who reacted to what.
        wording: What they write about.
    """

    type: CommunityType
    members: list[SimulatedMember]
    kinds: tuple[str, ...]
    threads: list[SimulatedThread] = field(factory=list)
    rude: list[SimulatedPost] = field(factory=list)
    reacted: set[tuple[int, PostId]] = field(factory=set)
    wording: Wording = HUB

    @property
    def joined(self) -> list[SimulatedMember]:
        """Those who have joined and were not banned, in the order of their numbers."""
        return [player for player in self.members if player.member is not None and not player.banned]

    def recent_threads(self, count: int = 30) -> list[SimulatedThread]:
        """The latest threads that were not removed, the newest first."""
        found: list[SimulatedThread] = []
        for thread in reversed(self.threads):
            if not thread.opening.removed:
                found.append(thread)
            if len(found) == count:
                break
        return found

    def threads_by(self, player: SimulatedMember, count: int = 5) -> list[SimulatedThread]:
        """The latest threads of a member that were not removed, the newest first."""
        mine = [t for t in self.threads if t.opening.by is player and not t.opening.removed]
        return mine[: -count - 1 : -1]
