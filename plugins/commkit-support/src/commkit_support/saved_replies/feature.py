"""The feature of saved replies."""

from commkit import Feature
from commkit_support.policy import AGENT, MIGRATIONS, STEWARD
from commkit_support.saved_replies.facts import (
    SavedReplyCreated,
    SavedReplyDeleted,
    SavedReplyUpdated,
    SavedReplyUsed,
)

saved_reply_feature = Feature(
    "support.saved_replies",
    migrations=MIGRATIONS,
    requires=("qa.questions",),
    grants={
        AGENT: {"support.create_saved_reply", "support.edit_saved_reply:own", "support.use_saved_replies"},
        STEWARD: {"support.create_saved_reply", "support.edit_saved_reply", "support.use_saved_replies"},
    },
    facts=(SavedReplyCreated, SavedReplyUpdated, SavedReplyDeleted, SavedReplyUsed),
)
"""Replies that staff writes again and again."""
