"""A visit: what one member does in one transaction."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, Generic, TypeVar

from attrs import frozen

from commkit import Command, Conflict, Denied, Invalid, Kit, NotFound, RateLimited, Session
from commkit.members import Membership
from commkit.posts import Post
from commkit_demo.simulation.clock import SimulationClock
from commkit_demo.simulation.state import (
    SimulatedCommunity,
    SimulatedMember,
    SimulatedPost,
    SimulatedThread,
)

R = TypeVar("R")
REFUSALS = (Denied, NotFound, Conflict, Invalid, RateLimited)
"""Errors that are part of normal use; every other one ends the simulation."""


@frozen
class _Sent(Generic[R]):
    """What a command that was carried out gave."""

    result: R


class Visit:
    """What an action gets: the member, the community so far, and a way to send commands.

    Attributes:
        player: The member who visits.
        world: The simulation so far; what this visit does is in it only after the commit.
        rng: The random numbers to use; with any others the simulation is not the same each time.
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
        kit: Kit,
        clock: SimulationClock,
    ) -> None:
        self.player = player
        self.world = world
        self.rng = rng
        self.session = session
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._kit = kit
        self._clock = clock
        self._then: list[Callable[[], object]] = []

    @property
    def now(self) -> datetime:
        """What time it is in the simulation."""
        return self._clock()

    def do(self, command: Command[R], then: Callable[[R], object] | None = None) -> bool:
        """Send a command, and let some time pass.

        Args:
            command: The command.
            then: Called with the result after the commit, to update `world`.

        Returns:
            Whether it was carried out.
        """
        return self._send(command, then, counted=True) is not None

    def attempt(self, command: Command[R]) -> R | None:
        """Send a command as `do` does, and use its result in this visit; None where it was refused.

        What is remembered of it beyond the visit goes through `after_commit`.
        """
        sent = self._send(command, None, counted=True)
        return sent.result if sent is not None else None

    def do_in_private(self, command: Command[R], then: Callable[[R], object] | None = None) -> bool:
        """Send a command as `do` does, of which the result of the simulation tells nothing.

        For what not everybody in the community may know of, so that no report about it tells more than they see.
        """
        return self._send(command, then, counted=False) is not None

    def after_commit(self, step: Callable[[], object]) -> None:
        """Call something once the visit is kept, to remember what happened in it."""
        self._then.append(step)

    def _send(
        self, command: Command[R], then: Callable[[R], object] | None, *, counted: bool
    ) -> "_Sent[R] | None":
        try:
            result = self.session.do(command)
        except REFUSALS as refusal:
            if counted:
                self.refused[refusal.code] += 1
            return None
        finally:
            self._clock.advance(timedelta(seconds=self.rng.randint(20, 240)))
        if counted:
            self.done[self._kit.registry.name_of(type(command))] += 1
        if then is not None:
            self._then.append(lambda: then(result))
        return _Sent(result)

    def apply_results(self) -> None:
        """Update `world` with what the visit did; called after the commit."""
        for step in self._then:
            step()

    def count(self, mean: float) -> int:
        """A whole number whose mean is `mean`."""
        return int(mean) + (self.rng.random() < mean % 1)

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    # --- updates of `world` -------------------------------------------------------------------------------------

    def record_join(self, membership: Membership) -> None:
        """The player joined."""
        self.player.member = membership.id

    def record_thread(self, post: Post, about: Any) -> None:
        """The player opened a thread."""
        kind = self.world.type.kind(post.kind)
        said = self._said(post)
        self.world.threads.append(SimulatedThread(said, about, kind.awaits if kind else None))

    def record_reply(self, thread: SimulatedThread, post: Post) -> None:
        """The player replied."""
        thread.replies.append(self._said(post))

    def record_post(self, post: Post) -> None:
        """The player wrote a post where nobody else of the simulation replies."""
        self._said(post)

    def _said(self, post: Post) -> SimulatedPost:
        said = SimulatedPost(post, self.player, rude=self.player.persona.rude)
        self.player.last = said
        if said.rude:
            self.world.rude.append(said)
        return said
