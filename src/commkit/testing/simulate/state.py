"""What a simulation remembers of the community it plays, so that chance never depends on ids or on the database."""

from datetime import datetime, timedelta

from attrs import define, field

from commkit.posts import Post, PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import CommunityType
from commkit.testing.simulate.personas import Persona
from commkit.testing.simulate.vocabulary import Problem


@define(eq=False)
class SimulatedMember:
    """A simulated member.

    Attributes:
        number: Their place among the players.
        key: Their key at the host.
        persona: What kind of member they are.
        arrives: On which day they join, 0 for the first one.
        member: Their id, once they joined.
        last: What they wrote last.
        sanction_count: How often they were restricted.
        gone: Whether they will not come back.
    """

    number: int
    key: str
    persona: Persona
    arrives: int
    member: MemberId | None = None
    last: "SimulatedPost | None" = None
    sanction_count: int = 0
    gone: bool = False


@define(eq=False)
class SimulatedPost:
    """A post as the simulation knows it.

    Attributes:
        post: As it was when last written.
        by: Who wrote it.
        rude: Whether it should be taken down.
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
        about: What it is about; None for a rude one.
        replies: In the order of time.
        awaits: The kind of reply it waits for.
        resolved: Whether nothing more is expected; set by habits that accept answers or close threads.
    """

    opening: SimulatedPost
    about: Problem | None
    awaits: str | None
    replies: list[SimulatedPost] = field(factory=list)
    resolved: bool = False

    @property
    def answers(self) -> list[SimulatedPost]:
        """Standing replies of the kind it waits for."""
        return [said for said in self.replies if said.post.kind == self.awaits and not said.removed]

    @property
    def standing(self) -> list[SimulatedPost]:
        """Everything in it that was not taken down."""
        return [said for said in (self.opening, *self.replies) if not said.removed]

    def age(self, now: datetime) -> timedelta:
        """How long ago it was opened."""
        return now - self.opening.post.created_at


@define(eq=False)
class SimulatedCommunity:
    """All that was played so far.

    Attributes:
        type: The community's type.
        players: Everybody, whether they have joined yet or not.
        threads: In the order of time.
        rude: Posts that wait for somebody to take them down.
        reacted: Who reacted to what.
    """

    type: CommunityType
    players: list[SimulatedMember]
    threads: list[SimulatedThread] = field(factory=list)
    rude: list[SimulatedPost] = field(factory=list)
    reacted: set[tuple[int, PostId]] = field(factory=set)

    def recent_threads(self, count: int = 30) -> list[SimulatedThread]:
        """The last threads that stand."""
        found: list[SimulatedThread] = []
        for thread in reversed(self.threads):
            if not thread.opening.removed:
                found.append(thread)
            if len(found) == count:
                break
        return found

    def threads_by(self, player: SimulatedMember, count: int = 5) -> list[SimulatedThread]:
        """The last standing threads that a player opened."""
        mine = [t for t in self.threads if t.opening.by is player and not t.opening.removed]
        return mine[: -count - 1 : -1]
