"""The record of whom a question is about."""

from contextlib import AbstractContextManager, nullcontext

from attrs import frozen

from commkit.members import Membership
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context


@frozen
class Person:
    """Whom a question is about.

    Attributes:
        member: Their id; None for a visitor.
        membership: Their membership as far as the one who asks may see it.
        key: The host's key; None for a visitor.
        is_actor: Whether it is the one who asks.
        sees_private: Whether the one who asks may see what only the member may know.
    """

    member: MemberId | None
    membership: Membership | None
    key: str | None
    is_actor: bool
    sees_private: bool

    def viewing(self, context: Context) -> AbstractContextManager[None]:
        """Let the context see what this person sees."""
        return nullcontext() if self.is_actor else context.viewing_as(self.key)
