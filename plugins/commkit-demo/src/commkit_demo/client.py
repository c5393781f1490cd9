"""Sends the commands of the demo's members, each once, however often the demo runs."""

from collections.abc import Mapping
from typing import Any, TypeVar

from commkit import SYSTEM, Command, Conflict, Kit, MemberId, Query
from commkit.members import AddMember, JoinCommunity

R = TypeVar("R")

ASKER, HELPER, READER, AGENT, STEWARD, SELLER = "lena", "tom", "iris", "sam", "nora", "vic"
PARTNER, MANAGER = "petra", "marek"
REPORTER, EDITOR, EXPERT = "rosa", "emil", "xenia"
MODERATOR = "mona"
"""The host's keys of the members."""


class DemoClient:
    """Acts in one community as its members.

    Args:
        kit: Its kit, on the real clock.
        community: The slug.
    """

    def __init__(self, kit: Kit, community: str) -> None:
        self.kit = kit
        self.community = community

    def enter(self, roles: Mapping[str, str]) -> None:
        """Let all of them join.

        Args:
            roles: Those whom the host adds with a role, by their key.
        """
        for key in (ASKER, HELPER, READER, SELLER):
            self._join_once(key, JoinCommunity())
        for key, role in roles.items():
            self._join_once(key, AddMember(key, role), by_host=True)

    def do(self, actor: str, step: str, command: Command[R]) -> R:
        """Carry out a command under an idempotency key: a second time it gives the record of the first."""
        with self.kit.session(actor, self.community, idempotency_key=f"demo: {step}") as session:
            return session.do(command)

    def do_once(self, actor: str | None, step: str, command: Command[Any]) -> None:
        """Carry out a command whose result cannot be loaded again; a second time nothing happens.

        Args:
            actor: Who does it; None for the host itself.
            step: Its name in the demo.
            command: The command.
        """
        key, who = f"demo: {step}", SYSTEM if actor is None else actor
        try:
            with self.kit.session(who, self.community, idempotency_key=key) as session:
                session.do(command)
        except Conflict as known:
            if known.code != "runtime.already_done":
                raise

    def ask(self, query: Query[R], *, by: str = AGENT) -> R:
        """Ask a query in the community."""
        with self.kit.session(by, self.community, read_only=True) as session:
            return session.ask(query)

    def ask_lobby(self, query: Query[R], *, by: str) -> R:
        """Ask a query of the lobby."""
        with self.kit.session(by, read_only=True) as session:
            return session.ask(query)

    def member(self, key: str) -> MemberId:
        """The member id of one of them."""
        with self.kit.session(key, self.community, read_only=True) as session:
            return session.member

    def deliver(self) -> None:
        """Run the worker until nothing is due."""
        self.kit.worker().drain()

    def _join_once(self, key: str, command: Command[Any], *, by_host: bool = False) -> None:
        actor = SYSTEM if by_host else key
        try:
            with self.kit.session(actor, self.community, idempotency_key=f"demo: {key} joins") as session:
                session.do(command)
        except Conflict:  # a member already, by the simulation or an import
            return
