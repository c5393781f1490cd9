"""What an agent may do: what its role grants and its scopes include, and never more than whom it acts for."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import permission_name


@frozen
class AgentLimits:
    """What bounds an agent in a session, beside its own role.

    Attributes:
        scopes: Names of permissions, or beginnings that end in a dot: `posts.`.
        acts_for: The member that it acts for; None for the host.
        role: What that member is here now; empty for the host.
        trust: The trust level of that member.
        version: The version of that member's membership, for the actor lock.
    """

    scopes: tuple[str, ...] = ()
    acts_for: MemberId | None = None
    role: str = ""
    trust: int = 0
    version: int = 0


@frozen
class AgentRules:
    """What features say of agents; see `Feature.persons_only` and `Feature.explicit_permissions`.

    Attributes:
        persons_only: Permissions that no agent holds.
        explicit_permissions: Permissions that an agent holds only where a scope names them.
    """

    persons_only: frozenset[str] = frozenset()
    explicit_permissions: frozenset[str] = frozenset()

    def includes(self, scopes: Iterable[str], permission: str) -> bool:
        """Whether scopes include a permission, which has no `:own` at its end."""
        if permission in self.persons_only:
            return False
        return any(
            scope == permission
            or (
                scope.endswith(".")
                and permission.startswith(scope)
                and permission not in self.explicit_permissions
            )
            for scope in scopes
        )


@lru_cache(maxsize=1024)  # the same for all commands of an agent; frozen sets keep their hash
def limit_grants(
    granted: frozenset[str], scopes: tuple[str, ...], rules: AgentRules, principal: frozenset[str] | None
) -> frozenset[str]:
    """The permissions of an agent.

    Args:
        granted: What its role and trust grant.
        scopes: Its scopes.
        rules: What features say of agents.
        principal: What the member it acts for may do; None for the host.
    """
    scoped = frozenset(p for p in granted if rules.includes(scopes, permission_name(p)))
    return scoped if principal is None else frozenset(_shared(scoped, principal))


def _shared(agent: frozenset[str], principal: frozenset[str]) -> Iterator[str]:
    """What both hold, each as the one who holds it for fewer objects.

    What the agent would hold as a moderator of spaces is left out: they are not those that the member moderates.
    """
    for permission in agent:
        name, _, whose = permission.partition(":")
        if whose == "space":
            continue
        if name in principal or permission in principal:
            yield permission
        elif not whose and f"{name}:own" in principal:
            yield f"{name}:own"
