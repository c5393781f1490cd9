"""commkit: communities inside your own application; in its process, on its database, with its users.

The names are imported when they are first used (PEP 562): `import commkit` alone loads nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commkit.kit import Kit
    from commkit.runtime.composing.features import Feature
    from commkit.runtime.composing.hooks import hookimpl
    from commkit.runtime.delivery.deliveries import Delivery
    from commkit.runtime.delivery.worker import Worker
    from commkit.runtime.model.descriptions import Description
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
    from commkit.runtime.model.fields import (
        AddressField,
        ChoiceField,
        DateField,
        Licence,
        LicenceField,
        NumberField,
        ReferenceField,
        TextField,
        VersionField,
    )
    from commkit.runtime.model.ids import CommunityId, FactId, MemberId
    from commkit.runtime.model.messages import Command, Deny, Fact, Query, TextCommand
    from commkit.runtime.model.observers import Observer, Step
    from commkit.runtime.model.types import CommunityType, NotificationKind, PostKind, Role, TrustLevel
    from commkit.runtime.sessions.composition import SYSTEM
    from commkit.runtime.sessions.context import Context
    from commkit.runtime.sessions.offers import offered_commands
    from commkit.runtime.sessions.session import Session
    from commkit.runtime.storage.columns import Id
    from commkit.runtime.storage.pages import Page
    from commkit.runtime.values.serialization import dump
    from commkit.runtime.values.sizes import Items
    from commkit.runtime.values.texts import Text

__all__ = [
    "SYSTEM",
    "AddressField",
    "Busy",
    "ChoiceField",
    "Command",
    "CommkitError",
    "CommunityId",
    "CommunityType",
    "Conflict",
    "Context",
    "DateField",
    "Delivery",
    "Denied",
    "Deny",
    "Description",
    "Fact",
    "FactId",
    "Feature",
    "FieldError",
    "Id",
    "Invalid",
    "Items",
    "Kit",
    "Licence",
    "LicenceField",
    "MemberId",
    "MigrationPending",
    "NotFound",
    "NotificationKind",
    "NumberField",
    "Observer",
    "Page",
    "PluginError",
    "PostKind",
    "Query",
    "RateLimited",
    "ReferenceField",
    "Role",
    "SchemaTooNew",
    "Session",
    "Step",
    "StorageFull",
    "Text",
    "TextCommand",
    "TextField",
    "TrustLevel",
    "VersionField",
    "Worker",
    "dump",
    "hookimpl",
    "offered_commands",
]

__version__ = "0.1.0"

_NAMES_BY_MODULE = {
    "kit": ("Kit",),
    "runtime.composing.features": ("Feature",),
    "runtime.composing.hooks": ("hookimpl",),
    "runtime.delivery.deliveries": ("Delivery",),
    "runtime.delivery.worker": ("Worker",),
    "runtime.model.errors": (
        "Busy",
        "CommkitError",
        "Conflict",
        "Denied",
        "FieldError",
        "Invalid",
        "MigrationPending",
        "NotFound",
        "PluginError",
        "RateLimited",
        "SchemaTooNew",
        "StorageFull",
    ),
    "runtime.model.fields": (
        "AddressField",
        "ChoiceField",
        "DateField",
        "Licence",
        "LicenceField",
        "NumberField",
        "ReferenceField",
        "TextField",
        "VersionField",
    ),
    "runtime.model.ids": ("CommunityId", "FactId", "MemberId"),
    "runtime.model.messages": ("Command", "Deny", "Fact", "Query", "TextCommand"),
    "runtime.model.descriptions": ("Description",),
    "runtime.model.observers": ("Observer", "Step"),
    "runtime.model.types": ("CommunityType", "NotificationKind", "PostKind", "Role", "TrustLevel"),
    "runtime.sessions.composition": ("SYSTEM",),
    "runtime.sessions.context": ("Context",),
    "runtime.sessions.offers": ("offered_commands",),
    "runtime.sessions.session": ("Session",),
    "runtime.storage.columns": ("Id",),
    "runtime.storage.pages": ("Page",),
    "runtime.values.serialization": ("dump",),
    "runtime.values.sizes": ("Items",),
    "runtime.values.texts": ("Text",),
}
_MODULE_OF = {name: module for module, names in _NAMES_BY_MODULE.items() for name in names}

if not TYPE_CHECKING:  # a type checker that saw it would take every misspelt name for one of these

    def __getattr__(name: str) -> Any:
        module = _MODULE_OF.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
