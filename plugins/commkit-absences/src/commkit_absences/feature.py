"""The feature of absences."""

from datetime import timedelta

from commkit import Feature, NotificationKind
from commkit.storage import Retention
from commkit_absences.facts import DeputyDeclined, DeputyNamed
from commkit_absences.tables import absence, metadata

absence_feature = Feature(
    "absences.out_of_office",
    tables=metadata,
    migrations="commkit_absences.migrations",
    requires=("posts",),
    facts=(DeputyNamed, DeputyDeclined),
    retention=(
        Retention(
            "absences.ended",
            table=absence,
            age=absence.c.until,
            default=timedelta(days=30),
            purpose="Absences that are over.",
            by_key=True,
        ),
    ),
    notification_kinds=(
        NotificationKind(
            name="absences.deputy_named",
            summary="A colleague is out of office, and you stand in.",
            sentence="{by} is out of office, and named you as deputy.",
        ),
        NotificationKind(
            name="absences.deputy_declined",
            summary="Your deputy does not stand in for you.",
            sentence="{by} does not stand in for you; name somebody else.",
        ),
        NotificationKind(
            name="absences.mentioned_absent",
            summary="You mentioned somebody who is out of office.",
            sentence="{by}, whom you mentioned in “{title}”, is out of office.",
        ),
        NotificationKind(
            name="absences.mentioned_instead",
            summary="Somebody was mentioned for whom you stand in.",
            sentence="{by}, for whom you stand in, was mentioned in “{title}”.",
        ),
    ),
)
"""Who is out of office, and who stands in."""
