"""The feature of freshness, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, FieldError, Invalid, NotificationKind
from commkit_qa.freshness.facts import ReportWithdrawn, VersionReported, VersionsCleared, VersionsStated
from commkit_qa.freshness.measures import STALE_SHARE
from commkit_qa.freshness.records import (
    Applicability,
    Freshness,
    FreshnessNumbers,
    Product,
    VersionReport,
)


@frozen
class FreshnessSettings:
    """How fast what is said about versions loses its weight.

    Attributes:
        half_life: After how long a word has half its weight, a day to 20 years.

    Raises:
        Invalid: It is out of its range (`qa.bad_settings`).
    """

    half_life: timedelta = timedelta(days=365)

    def __attrs_post_init__(self) -> None:
        if not timedelta(days=1) <= self.half_life <= timedelta(days=7_305):
            fault = FieldError("half_life", "out_of_range", "give a day to 20 years")
            raise Invalid([fault], code="qa.bad_settings")


freshness_feature = Feature(
    "qa.freshness",
    settings=FreshnessSettings(),
    requires=("qa.questions", "qa.confirmations", "qa.canonical"),
    collects=(Product,),
    grants={
        "member": {"qa.state_versions:own"},
        "steward": {"qa.state_versions", "qa.list_by_freshness", "qa.read_freshness_numbers"},
    },
    declares=(STALE_SHARE,),
    explicit_permissions=("qa.report_version",),
    facts=(VersionsStated, VersionsCleared, VersionReported, ReportWithdrawn),
    records=(Applicability, VersionReport, Freshness, FreshnessNumbers, Product),
    notification_kinds=(
        NotificationKind(
            name="qa.works_no_more",
            summary="Somebody says that an answer of yours works no more.",
            sentence="Somebody says that your answer to “{title}” works no more in a version.",
        ),
    ),
)
"""The versions that answers apply to, and whether they still work. A type declares its products."""
