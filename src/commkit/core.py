"""What the core brings to every Kit: its features, and what sessions ask the members noun for.

It imports every noun, so a Kit loads it when it is built, and `import commkit` does not.
"""

from commkit.communities import communities, type_of
from commkit.community_types import community_types
from commkit.crawlers import crawlers
from commkit.events import events
from commkit.explaining import explaining
from commkit.feedback import feedback
from commkit.feeds import feeds
from commkit.fields import fields
from commkit.importers.feature import importers
from commkit.insight import insight
from commkit.members import IdentityProvider, members
from commkit.members.access import resolve
from commkit.members.actor_lock import add_audit_entry
from commkit.moderation import moderation
from commkit.notifications import notifications
from commkit.posts import posts
from commkit.privacy import privacy
from commkit.runtime.composing.features import Feature
from commkit.runtime.delivery.retention import RUNTIME_RETENTION
from commkit.runtime.storage.tables import metadata
from commkit.search import rebuild_index, search
from commkit.spaces import moderated_spaces, moderates, spaces
from commkit.webhooks import webhooks

__all__ = [
    "CORE_FEATURES",
    "UNIVERSAL_FEATURES",
    "IdentityProvider",
    "add_audit_entry",
    "moderated_spaces",
    "moderates",
    "rebuild_index",
    "resolve",
    "type_of",
]

CORE_FEATURES = (
    Feature("runtime", tables=metadata, migrations="commkit.migrations", retention=RUNTIME_RETENTION),
    communities,
    members,
    spaces,
    fields,
    privacy,
    posts,
    notifications,
    search,
    crawlers,
    events,
    feedback,
    moderation,
    webhooks,
    feeds,
    community_types,
    explaining,
    insight,
    importers,
)
UNIVERSAL_FEATURES = tuple(feature.name for feature in CORE_FEATURES if feature is not posts)
"""Features that every community has, whatever its type."""
