"""commkit: communities inside your own application; in its process, on its database, with its users."""

from commkit.kit import Kit
from commkit.runtime.border import Text
from commkit.runtime.composition import SYSTEM
from commkit.runtime.errors import (
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
from commkit.runtime.features import Feature
from commkit.runtime.hooks import hookimpl
from commkit.runtime.ids import CommunityId, FactId, MemberId
from commkit.runtime.messages import Command, Deny, Fact, Query
from commkit.runtime.pages import Page
from commkit.runtime.session import Session
from commkit.runtime.types import CommunityType, NoticeKind, PostKind, Role, TrustLevel
from commkit.runtime.worker import Delivery, Worker

__all__ = [
    "SYSTEM",
    "Busy",
    "Command",
    "CommkitError",
    "CommunityId",
    "CommunityType",
    "Conflict",
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
    "NoticeKind",
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
