"""The feature of the orphan guard, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, FieldError, Invalid, NotificationKind
from commkit_qa.orphans.facts import QuestionOrphaned
from commkit_qa.orphans.measures import ORPHAN_RATE
from commkit_qa.orphans.records import CaredFor, Orphan, OrphanCount, OrphanedQuestion, OrphanReport


@frozen
class OrphanSettings:
    """When a question is left alone.

    Attributes:
        orphan_after: Elapsed time after which an open question counts as orphaned, if nobody else replied.

    Raises:
        Invalid: The duration is not positive (`qa.bad_settings`).
    """

    orphan_after: timedelta = timedelta(days=3)

    def __attrs_post_init__(self) -> None:
        if self.orphan_after <= timedelta():
            fault = FieldError("orphan_after", "not_positive", "give a positive duration")
            raise Invalid([fault], code="qa.bad_settings")


orphan_feature = Feature(
    "qa.orphans",
    settings=OrphanSettings(),
    requires=("qa.questions",),
    grants={"steward": {"qa.count_orphans"}, "system": {"qa.check_orphans"}},
    declares=(ORPHAN_RATE,),
    collects=(CaredFor,),
    facts=(QuestionOrphaned,),
    records=(Orphan, OrphanedQuestion, OrphanCount, OrphanReport),
    notification_kinds=(
        NotificationKind(
            name="qa.question_orphaned",
            summary="You are staff or a steward, and nobody replies to a question.",
            sentence="Nobody replies to “{title}”.",
        ),
    ),
)
"""The orphan guard. A type grants `qa.count_orphans` to further roles."""
