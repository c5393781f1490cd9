"""The worker's own commands of communities; hosts do not send them."""

from commkit.communities.charter.jobs import CloseCommunity

__all__ = ["CloseCommunity"]
