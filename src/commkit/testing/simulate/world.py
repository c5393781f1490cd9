"""What a simulation remembers of the community it plays, so that chance never depends on ids or on the database."""

from datetime import datetime, timedelta

from attrs import define, field

from commkit.posts import Post, PostId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import CommunityType
from commkit.testing.simulate.personas import Persona
from commkit.testing.simulate.words import Problem


@define(eq=False)
class Player:
    """A simulated member.

    Attributes:
        number: Their place among the players.
        key: Their key at the host.
        persona: What kind of member they are.
        arrives: On which day they join, 0 for the first one.
        member: Their id, once they joined.
        last: What they wrote last.
        strikes: How often they were restricted.
        gone: Whether they will not come back.
    """

    number: int
    key: str
    persona: Persona
    arrives: int
    member: MemberId | None = None
    last: "Said | None" = None
    strikes: int = 0
    gone: bool = False


@define(eq=False)
class Said:
    """A post as the simulation knows it.

    Attributes:
        post: As it was when last written.
        by: Who wrote it.
        rude: Whether it should be taken down.
        down: Whether it was.
    """

    post: Post
    by: Player
    rude: bool = False
    down: bool = False

    @property
    def id(self) -> PostId:
        """The post's id."""
        return self.post.id


@define(eq=False)
class Thread:
    """A thread as the simulation knows it.

    Attributes:
        opening: The post that opened it.
        about: What it is about; None for a rude one.
        replies: In the order of time.
        awaits: The kind of reply it waits for.
        settled: Whether nothing more is expected; set by habits that accept answers or close threads.
    """

    opening: Said
    about: Problem | None
    awaits: str | None
    replies: list[Said] = field(factory=list)
    settled: bool = False

    @property
    def answers(self) -> list[Said]:
        """Standing replies of the kind it waits for."""
        return [said for said in self.replies if said.post.kind == self.awaits and not said.down]

    @property
    def standing(self) -> list[Said]:
        """Everything in it that was not taken down."""
        return [said for said in (self.opening, *self.replies) if not said.down]

    def age(self, now: datetime) -> timedelta:
        """How long ago it was opened."""
        return now - self.opening.post.created_at


@define(eq=False)
class World:
    """All that was played so far.

    Attributes:
        type: The community's type.
        players: Everybody, whether they have joined yet or not.
        threads: In the order of time.
        rude: Posts that wait for somebody to take them down.
        reacted: Who reacted to what.
    """

    type: CommunityType
    players: list[Player]
    threads: list[Thread] = field(factory=list)
    rude: list[Said] = field(factory=list)
    reacted: set[tuple[int, PostId]] = field(factory=set)

    def recent(self, count: int = 30) -> list[Thread]:
        """The last threads that stand."""
        found: list[Thread] = []
        for thread in reversed(self.threads):
            if not thread.opening.down:
                found.append(thread)
            if len(found) == count:
                break
        return found

    def of(self, player: Player, count: int = 5) -> list[Thread]:
        """The last standing threads that a player opened."""
        mine = [t for t in self.threads if t.opening.by is player and not t.opening.down]
        return mine[: -count - 1 : -1]
