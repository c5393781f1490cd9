"""The record of what a token ends."""

from attrs import frozen

from commkit.runtime.model.ids import CommunityId, MemberId


@frozen
class Subscription:
    """Mail of a kind from a community to a member.

    Attributes:
        community: The community.
        member: The member.
        kind: The kind of notification.
    """

    community: CommunityId
    member: MemberId
    kind: str
