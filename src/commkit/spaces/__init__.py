"""Spaces: named parts of a community, each with its rules, its kinds of posts and its audience; and conversations."""

from commkit.spaces import explanations as _explanations
from commkit.spaces import handlers as _handlers
from commkit.spaces import queries as _queries
from commkit.spaces import visibility as _visibility
from commkit.spaces.conversations import explanations as _conversations_explanations
from commkit.spaces.conversations import gates as _conversations_gates
from commkit.spaces.conversations import handlers as _conversations_handlers
from commkit.spaces.conversations import queries as _conversations_queries
from commkit.spaces.conversations.facts import ConversationStarted
from commkit.spaces.conversations.messages import (
    AddToConversation,
    LeaveConversation,
    ListMyConversations,
    StartConversation,
)
from commkit.spaces.conversations.queries import conversation_ended, is_conversation_ended
from commkit.spaces.conversations.records import Conversation
from commkit.spaces.conversations.statements import is_ended_by_block
from commkit.spaces.facts import SpaceArchived, SpaceCreated, SpaceReopened, SpacesOrdered, SpaceUpdated
from commkit.spaces.feature import spaces
from commkit.spaces.joining import handlers as _joining_handlers
from commkit.spaces.joining import queries as _joining_queries
from commkit.spaces.joining import reactions as _joining_reactions
from commkit.spaces.joining.facts import SpaceJoinRequested, SpaceRequestRejected
from commkit.spaces.joining.messages import (
    AddSpaceMember,
    ApproveSpaceRequest,
    JoinSpace,
    LeaveSpace,
    ListSpaceMembers,
    ListSpaceRequests,
    RejectSpaceRequest,
    RemoveSpaceMember,
    RequestToJoinSpace,
)
from commkit.spaces.joining.records import SpaceRequest
from commkit.spaces.keeping.handlers import archive_kept_space, create_kept_space
from commkit.spaces.messages import (
    ArchiveSpace,
    CreateSpace,
    FindSpace,
    ListSpaces,
    OrderSpaces,
    ReadSpace,
    ReopenSpace,
    UpdateSpace,
)
from commkit.spaces.moderators import handlers as _moderators_handlers
from commkit.spaces.moderators import reactions as _moderators_reactions
from commkit.spaces.moderators.facts import SpaceModeratorAssigned, SpaceModeratorDismissed
from commkit.spaces.moderators.messages import (
    AssignSpaceModerator,
    DismissSpaceModerator,
    ListSpaceModerators,
)
from commkit.spaces.moderators.queries import moderated_spaces, moderates
from commkit.spaces.moderators.records import SpaceModerator
from commkit.spaces.placing.queries import check_stays_within, open_audience, open_space, place_in_space
from commkit.spaces.policy import check_kind_allowed
from commkit.spaces.queries import is_inside
from commkit.spaces.records import Space, SpaceId, SpaceJoinPolicy
from commkit.spaces.tables import space
from commkit.spaces.views.queries import space_views
from commkit.spaces.views.records import SpaceView
from commkit.spaces.visibility import outside_audience

__all__ = [
    "AddSpaceMember",
    "AddToConversation",
    "ApproveSpaceRequest",
    "ArchiveSpace",
    "AssignSpaceModerator",
    "Conversation",
    "ConversationStarted",
    "CreateSpace",
    "DismissSpaceModerator",
    "FindSpace",
    "JoinSpace",
    "LeaveConversation",
    "LeaveSpace",
    "ListMyConversations",
    "ListSpaceMembers",
    "ListSpaceModerators",
    "ListSpaceRequests",
    "ListSpaces",
    "OrderSpaces",
    "ReadSpace",
    "RejectSpaceRequest",
    "RemoveSpaceMember",
    "ReopenSpace",
    "RequestToJoinSpace",
    "Space",
    "SpaceArchived",
    "SpaceCreated",
    "SpaceId",
    "SpaceJoinPolicy",
    "SpaceJoinRequested",
    "SpaceModerator",
    "SpaceModeratorAssigned",
    "SpaceModeratorDismissed",
    "SpaceReopened",
    "SpaceRequest",
    "SpaceRequestRejected",
    "SpaceUpdated",
    "SpaceView",
    "SpacesOrdered",
    "StartConversation",
    "UpdateSpace",
    "archive_kept_space",
    "check_kind_allowed",
    "check_stays_within",
    "conversation_ended",
    "create_kept_space",
    "is_conversation_ended",
    "is_ended_by_block",
    "is_inside",
    "moderated_spaces",
    "moderates",
    "open_audience",
    "open_space",
    "outside_audience",
    "place_in_space",
    "space",
    "space_views",
    "spaces",
]

del (
    _conversations_explanations,
    _conversations_gates,
    _conversations_handlers,
    _conversations_queries,
    _explanations,
    _handlers,
    _joining_handlers,
    _joining_queries,
    _joining_reactions,
    _moderators_handlers,
    _moderators_reactions,
    _queries,
    _visibility,
)
