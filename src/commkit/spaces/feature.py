"""The feature of spaces."""

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import MEMBER, STEWARD, SYSTEM_ROLE, VISITOR
from commkit.spaces.conversations.facts import ConversationStarted
from commkit.spaces.conversations.records import Conversation
from commkit.spaces.facts import SpaceArchived, SpaceCreated, SpaceReopened, SpacesOrdered, SpaceUpdated
from commkit.spaces.joining.facts import SpaceJoinRequested, SpaceRequestRejected
from commkit.spaces.joining.records import SpaceRequest
from commkit.spaces.moderators.facts import SpaceModeratorAssigned, SpaceModeratorDismissed
from commkit.spaces.moderators.records import SpaceModerator
from commkit.spaces.tables import metadata
from commkit.spaces.views.records import SpaceView

spaces = Feature(
    "spaces",
    tables=metadata,
    migrations="commkit.migrations",
    requires=("members",),
    grants={
        VISITOR: {"spaces.read"},
        MEMBER: {
            "spaces.join",
            "spaces.converse",
            "spaces.update:space",
            "spaces.manage_members:space",
            "spaces.assign_moderator:space",
        },
        STEWARD: {
            "spaces.create",
            "spaces.update",
            "spaces.order",
            "spaces.archive",
            "spaces.manage_members",
            "spaces.assign_moderator",
            "spaces.read_all",
        },
        SYSTEM_ROLE: {"spaces.read_walled"},
    },
    persons_only=("spaces.assign_moderator",),
    named_scopes=("spaces.manage_members",),
    system_only=("spaces.read_walled",),
    facts=(
        SpaceCreated,
        SpaceUpdated,
        SpacesOrdered,
        SpaceArchived,
        SpaceReopened,
        SpaceJoinRequested,
        SpaceRequestRejected,
        SpaceModeratorAssigned,
        SpaceModeratorDismissed,
        ConversationStarted,
    ),
    records=(SpaceRequest, SpaceModerator, Conversation, SpaceView),
)
"""Named parts of a community, and the audiences that see them."""
