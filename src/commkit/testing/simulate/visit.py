"""A visit: one member comes, does some things in one transaction, and goes."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from commkit.members import Membership
from commkit.posts import Post
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound, RateLimited
from commkit.runtime.model.messages import Command, message_name
from commkit.runtime.sessions.session import Session
from commkit.testing.clock import ManualClock
from commkit.testing.simulate.state import SimulatedCommunity, SimulatedMember, SimulatedPost, SimulatedThread

R = TypeVar("R")
REFUSALS = (Denied, NotFound, Conflict, Invalid, RateLimited)
"""What may happen to anybody who tries; everything else is a fault and ends the simulation."""


class Visit:
    """What a deed or a habit gets: who is here, what there is, and how to do something about it.

    Attributes:
        player: Who is here.
        world: What was played so far; what this visit does is in it only after its commit.
        rng: Where chance comes from; use no other, or the simulation is not the same each time.
        session: The open session.
        done: Commands that were carried out, by name.
        refused: Commands that were not, by the error's code.
    """

    def __init__(
        self,
        player: SimulatedMember,
        world: SimulatedCommunity,
        *,
        rng: Random,
        session: Session,
        clock: ManualClock,
    ) -> None:
        self.player = player
        self.world = world
        self.rng = rng
        self.session = session
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._clock = clock
        self._then: list[Callable[[], object]] = []

    @property
    def now(self) -> datetime:
        """What time it is in the simulation."""
        return self._clock()

    def do(self, command: Command[R], then: Callable[[R], object] | None = None) -> bool:
        """Send a command, and let some time pass.

        Args:
            command: The wish.
            then: Called with the result once the visit is committed; here the world learns of it.

        Returns:
            Whether it was carried out.
        """
        try:
            result = self.session.do(command)
        except REFUSALS as refusal:
            self.refused[refusal.code] += 1
            return False
        finally:
            self._clock.advance(timedelta(seconds=self.rng.randint(20, 240)))
        self.done[message_name(command.permission.partition(".")[0], type(command))] += 1
        if then is not None:
            self._then.append(lambda: then(result))
        return True

    def committed(self) -> None:
        """Tell the world."""
        for step in self._then:
            step()

    def count(self, mean: float) -> int:
        """A whole number whose mean is `mean`."""
        return int(mean) + (self.rng.random() < mean % 1)

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    # --- what the world learns ---------------------------------------------------------------------------------

    def record_join(self, membership: Membership) -> None:
        """The player is a member now."""
        self.player.member = membership.id

    def record_thread(self, post: Post, about: Any) -> None:
        """There is a thread more."""
        kind = self.world.type.kind(post.kind)
        said = self._said(post)
        self.world.threads.append(SimulatedThread(said, about, kind.awaits if kind else None))

    def record_reply(self, thread: SimulatedThread, post: Post) -> None:
        """There is a reply more."""
        thread.replies.append(self._said(post))

    def _said(self, post: Post) -> SimulatedPost:
        said = SimulatedPost(post, self.player, rude=self.player.persona.rude)
        self.player.last = said
        if said.rude:
            self.world.rude.append(said)
        return said
