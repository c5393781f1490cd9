"""Canonical answers, and how much they serve."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Person, Personal, Plain

CanonicalId = NewType("CanonicalId", UUID)
"""The id of a mark that makes an answer canonical."""
Subject = Annotated[str, Plain(max=100, multiline=False)]
"""What an answer is canonical for, a few words."""


class WithdrawalCause(StrEnum):
    """Why an answer is not canonical any more."""

    WITHDRAWN = "withdrawn"
    """Somebody who may said so, with a reason."""
    REMOVED = "removed"
    """The answer or its question was removed."""
    DUPLICATE = "duplicate"
    """Its question was confirmed to be a duplicate of another one."""
    MOVED = "moved"
    """The answer answers this question no more: it was moved, split off, or merged elsewhere."""


@frozen
class Canonical:
    """That an answer is, or was, the canonical one for a subject.

    Attributes:
        id: Its id.
        question: The question that it answers, which is the canonical question for the subject.
        answer: The answer.
        subject: What it is canonical for.
        reason: Why, in the words of who marked it.
        marked_by: Who marked it; None for the host.
        marked_at: When.
        withdrawn_by: Who withdrew it, or did what ended it; None for the host, and while it stands.
        withdrawn_at: When it ended; None while it stands.
        cause: Why it ended; None while it stands.
        withdrawal: The reason in the words of who withdrew it; empty while it stands, and where it ended by itself.
    """

    id: CanonicalId
    question: PostId
    answer: PostId
    subject: Subject
    reason: Annotated[str, Personal(of="marked_by", max=2_000)]
    marked_by: Annotated[MemberId | None, Person()]
    marked_at: datetime
    withdrawn_by: Annotated[MemberId | None, Person(owns=False)] = None
    withdrawn_at: datetime | None = None
    cause: WithdrawalCause | None = None
    withdrawal: Annotated[str, Personal(of="withdrawn_by", max=2_000)] = ""


@frozen
class CanonicalNumbers:
    """How much canonical questions serve, as it is now; what is removed, or hidden from the reader, is not counted.

    There is no share of views: how far somebody has read is told to nobody else. Each share has its sample size `n` and
    its Wilson score interval (see `commkit.statistics.share_of`); it is None where it would be a share of nothing.

    Attributes:
        questions: Of the questions asked in the period, those whose answer is canonical, or whose readers are sent to a
            question that has one: for these somebody stands for an answer.
        duplicates: Of the questions asked in the period that are confirmed duplicates, those whose readers are sent to
            a canonical question.
        answered: Of the questions asked in the period that have an accepted answer, those whose accepted answer is the
            canonical one.
        canonical: Canonical answers that stand, whenever their questions were asked.
    """

    questions: Share | None
    duplicates: Share | None
    answered: Share | None
    canonical: int
