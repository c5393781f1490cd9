"""The feature of idea calls, with its settings."""

from datetime import timedelta

from attrs import frozen

from commkit import Feature, NotificationKind
from commkit_internal.idea_calls import facts
from commkit_internal.idea_calls.ideas.records import Idea, IdeaAuthor, RankedIdea
from commkit_internal.idea_calls.numbers.records import IdeaNumbers
from commkit_internal.idea_calls.records import IdeaCallView, IdeaCriterion, IdeaEvaluator
from commkit_internal.policy import MEMBER, MIGRATIONS, PEOPLE_PARTNER, STEWARD, raise_if_invalid

RUN = "internal.run_idea_call"
"""The permission to run a call that somebody else opened."""
_MANAGE = {"internal.open_idea_call", RUN, "internal.read_idea_numbers"}


@frozen
class IdeaCallSettings:
    """How ideas are marked, and when owners are reminded. A change holds for calls that are opened after it.

    Attributes:
        scale: Marks are whole numbers from 1 to this, 2 to 100.
        marks_needed: How many evaluators must have marked an idea for it to be ranked, 1 to 50.
        remind_before: How long before the promised reply its owner is reminded, an hour to 90 days; where that is
            before the end of evaluation, they are reminded then.

    Raises:
        Invalid: A value is out of its range (`internal.bad_settings`).
    """

    scale: int = 5
    marks_needed: int = 2
    remind_before: timedelta = timedelta(days=3)

    def __attrs_post_init__(self) -> None:
        faults = []
        if not 2 <= self.scale <= 100:
            faults.append(("scale", "out_of_range", "give 2 to 100"))
        if not 1 <= self.marks_needed <= 50:
            faults.append(("marks_needed", "out_of_range", "give 1 to 50"))
        if not timedelta(hours=1) <= self.remind_before <= timedelta(days=90):
            faults.append(("remind_before", "out_of_range", "give an hour to 90 days"))
        raise_if_invalid(faults)


idea_feature = Feature(
    "internal.idea_calls",
    migrations=MIGRATIONS,
    requires=("internal.units", "feedback"),
    settings=IdeaCallSettings(),
    grants={
        MEMBER: {
            "internal.read_idea_calls",
            "internal.submit_idea",
            "internal.mark_idea",
            f"{RUN}:own",
        },
        PEOPLE_PARTNER: _MANAGE,
        STEWARD: _MANAGE,
        "system": {"internal.advance_idea_call"},
    },
    explicit_permissions=("internal.mark_idea", "internal.open_idea_call"),
    facts=(
        facts.IdeaCallOpened,
        facts.IdeaCallStateChanged,
        facts.IdeaEvaluatorAdded,
        facts.IdeaEvaluatorLeft,
        facts.IdeaSubmitted,
        facts.IdeaMarked,
        facts.IdeaDecided,
        facts.IdeaReportDue,
        facts.IdeaPromiseBroken,
    ),
    records=(Idea, IdeaAuthor, RankedIdea, IdeaCallView, IdeaCriterion, IdeaEvaluator, IdeaNumbers),
    notification_kinds=(
        NotificationKind(
            name="internal.ideas_to_mark",
            summary="You are asked to mark the ideas of a call.",
            sentence="Mark the ideas of “{title}”.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="internal.idea_evaluator_left",
            summary="An evaluator of a call of yours left.",
            sentence="An evaluator of “{title}” left.",
        ),
        NotificationKind(
            name="internal.idea_report_due",
            summary="Authors of ideas wait for the reply that you promised.",
            sentence="The reply to the authors of “{title}” is due soon.",
            channels=("inbox", "mail"),
        ),
        NotificationKind(
            name="internal.idea_promise_broken",
            summary="Authors of ideas were given no reply by the promised time.",
            sentence="The authors of “{title}” were given no reply by the promised time.",
            channels=("inbox", "mail"),
        ),
    ),
)
"""Idea calls."""
