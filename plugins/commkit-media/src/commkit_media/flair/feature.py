"""The feature of flair, with its settings."""

from attrs import frozen

from commkit import Feature
from commkit_media.policy import EXPERT, raise_if_invalid


@frozen
class FlairSettings:
    """Whose posts are marked, besides those of staff, which are marked with `media.staff`.

    Attributes:
        roles: Roles whose members' posts are marked with `media.` and the role, such as `media.expert`.

    Raises:
        Invalid: One is `staff`, or no name of a role (`media.bad_settings`).
    """

    roles: tuple[str, ...] = (EXPERT,)

    def __attrs_post_init__(self) -> None:
        raise_if_invalid(
            ("roles", "bad_role", f"{role!r} is no role that can be marked")
            for role in self.roles
            if role == "staff" or not role.isidentifier()
        )


flair_feature = Feature("media.flair", settings=FlairSettings(), requires=("posts",))
"""Marks on posts of staff and of experts, as their authors are now."""
