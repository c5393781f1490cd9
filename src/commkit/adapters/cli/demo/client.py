"""Where the demo's members act: each command once, however often the demo runs, on the real clock."""

from typing import Any, TypeVar

from commkit.kit import Kit
from commkit.members import AddMember, JoinCommunity
from commkit.runtime.model.errors import Conflict
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.sessions.composition import SYSTEM, Actor

R = TypeVar("R")

ASKER, HELPER, READER, AGENT, STEWARD, SELLER = "lena", "tom", "iris", "sam", "nora", "vic"
"""Their keys at the host."""


class DemoClient:
    """One community, and who acts in it.

    Args:
        kit: Its kit, on the real clock.
        community: The slug.
    """

    def __init__(self, kit: Kit, community: str) -> None:
        self.kit = kit
        self.community = community

    def enter(self) -> None:
        """Let all of them come."""
        for key in (ASKER, HELPER, READER, SELLER):
            self._join_once(key, JoinCommunity(), by=key)
        self._join_once(AGENT, AddMember(AGENT, "agent"), by=SYSTEM)
        self._join_once(STEWARD, AddMember(STEWARD, "steward"), by=SYSTEM)

    def do(self, actor: str, step: str, command: Command[R]) -> R:
        """Carry out a command under a key of its own: known when it comes again, it gives what is there now."""
        with self.kit.session(actor, self.community, idempotency_key=f"demo: {step}") as session:
            return session.do(command)

    def ask(self, query: Query[R], *, by: str = AGENT) -> R:
        """Ask something in the community."""
        with self.kit.session(by, self.community, read_only=True) as session:
            return session.ask(query)

    def ask_lobby(self, query: Query[R], *, by: str) -> R:
        """Ask something about all communities."""
        with self.kit.session(by, read_only=True) as session:
            return session.ask(query)

    def member(self, key: str) -> MemberId:
        """Who somebody is here."""
        with self.kit.session(key, self.community, read_only=True) as session:
            return session.member

    def deliver(self) -> None:
        """Let the worker do what waits."""
        self.kit.worker().drain()

    def _join_once(self, key: str, command: Command[Any], *, by: Actor) -> None:
        try:
            with self.kit.session(by, self.community, idempotency_key=f"demo: {key} comes") as session:
                session.do(command)
        except Conflict:  # came by another way before
            return
