"""commkit: communities inside your own application; in its process, on its database, with its users."""

from commkit.kit import Kit
from commkit.runtime.composing.features import Feature
from commkit.runtime.composing.hooks import hookimpl
from commkit.runtime.delivery.worker import Delivery, Worker
from commkit.runtime.model.errors import (
    Busy,
    CommkitError,
    Conflict,
    Denied,
    FieldError,
    Invalid,
    MigrationPending,
    NotFound,
    PluginError,
    RateLimited,
    SchemaTooNew,
    StorageFull,
)
from commkit.runtime.model.ids import CommunityId, FactId, MemberId
from commkit.runtime.model.messages import Command, Deny, Fact, Query
from commkit.runtime.model.types import CommunityType, NotificationKind, PostKind, Role, TrustLevel
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page
from commkit.runtime.values.validation import Text

__all__ = [
    "SYSTEM",
    "Busy",
    "Command",
    "CommkitError",
    "CommunityId",
    "CommunityType",
    "Conflict",
    "Context",
    "Delivery",
    "Denied",
    "Deny",
    "Fact",
    "FactId",
    "Feature",
    "FieldError",
    "Invalid",
    "Kit",
    "MemberId",
    "MigrationPending",
    "NotFound",
    "NotificationKind",
    "Page",
    "PluginError",
    "PostKind",
    "Query",
    "RateLimited",
    "Role",
    "SchemaTooNew",
    "Session",
    "StorageFull",
    "Text",
    "TrustLevel",
    "Worker",
    "hookimpl",
]

__version__ = "0.1.0"
