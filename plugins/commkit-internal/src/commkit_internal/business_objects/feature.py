"""The feature of business objects, with its settings."""

import re
from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.business_objects.facts import (
    ObjectChanged,
    ObjectLinkAsked,
    ObjectLinked,
    ObjectUnlinked,
)
from commkit_internal.business_objects.ports import BusinessEvents, BusinessSystem, CardCache
from commkit_internal.business_objects.records import (
    AskedLink,
    CardField,
    FoundLink,
    LinkedObject,
    LinkNotice,
    ObjectCard,
    ObjectCards,
    ObjectEvent,
    ObjectReader,
    ObjectReference,
    ObjectThread,
)
from commkit_internal.business_objects.resources import OBJECT_EVENTS
from commkit_internal.policy import MIGRATIONS, STEWARD, raise_if_invalid

RECORD_OBJECTS = "internal.record_objects"
"""The permission to know that an object is there without being asked for as a person; the host alone holds it."""
UNLINK_ANY = "internal.unlink_any_object"
"""The permission to unlink what others linked."""
LINK_REFUSED = "internal.object_link_refused"
"""The kind of notification that tells who wanted a link that they may not see the object, or that it is not there."""
CHANGED = "internal.object_changed"
"""The kind of notification that tells followers of a thread that an object changed which it is about."""

_KIND = re.compile(r"[a-z][a-z0-9_]{0,31}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?")
_DAY = timedelta(days=1)


@frozen
class BusinessObjectSettings:
    """Which objects there are, and what is shown of them.

    Attributes:
        kinds: The kinds of objects of the business system, 1 to 50: lower-case words of up to 32 characters.
        hosts: The hosts to which cards may link, such as `crm.example` or `crm.example:8443`, up to 50; other addresses
            are left out of cards.
        stale_for: How long after a reader was shown a card it may be shown to them again while the business system does
            not answer, up to a day; zero for never.

    Raises:
        Invalid: A value is out of its range (`internal.bad_settings`).
    """

    kinds: tuple[str, ...] = ("deal", "ticket", "document", "order")
    hosts: tuple[str, ...] = ()
    stale_for: timedelta = timedelta(minutes=15)

    def __attrs_post_init__(self) -> None:
        faults = []
        if not 1 <= len(set(self.kinds)) == len(self.kinds) <= 50:
            faults.append(("kinds", "out_of_range", "give 1 to 50 kinds, each once"))
        if not all(_KIND.fullmatch(kind) for kind in self.kinds):
            faults.append(("kinds", "bad_kind", "give lower-case words such as deal or purchase_order"))
        if len(self.hosts) > 50 or not all(_HOST.fullmatch(host) for host in self.hosts):
            faults.append(("hosts", "bad_host", "give up to 50 hosts in lower case, such as crm.example"))
        if not timedelta(0) <= self.stale_for <= _DAY:
            faults.append(("stale_for", "out_of_range", "give nothing to a day"))
        raise_if_invalid(faults)


business_object_feature = Feature(
    "internal.business_objects",
    migrations=MIGRATIONS,
    requires=("internal.units", "posts"),
    settings=BusinessObjectSettings(),
    grants={STEWARD: {UNLINK_ANY}, "system": {RECORD_OBJECTS, UNLINK_ANY}},
    system_only=(RECORD_OBJECTS,),
    port_types=(BusinessSystem, BusinessEvents, CardCache),
    facts=(ObjectLinkAsked, ObjectLinked, ObjectUnlinked, ObjectChanged),
    records=(
        AskedLink,
        CardField,
        FoundLink,
        LinkedObject,
        LinkNotice,
        ObjectCard,
        ObjectCards,
        ObjectEvent,
        ObjectReader,
        ObjectReference,
        ObjectThread,
    ),
    notification_kinds=(
        NotificationKind(
            name=LINK_REFUSED,
            summary="An object that you wanted to link is not there for you.",
            sentence="What you wanted to link with “{title}” is not there for you, or cannot be linked.",
        ),
        NotificationKind(
            name=CHANGED,
            summary="An object changed that a thread is about which you watch.",
            sentence="An object changed that “{title}” is about.",
        ),
    ),
    http_resources=(OBJECT_EVENTS,),
)
"""Business objects that threads are about."""
