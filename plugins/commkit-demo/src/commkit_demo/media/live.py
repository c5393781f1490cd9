"""What happens live in the simulated magazine: tickers, questions to experts, reviews."""

from datetime import timedelta
from functools import partial
from typing import TypeVar

from attrs import define, field

from commkit.posts import AddReaction, CreateReply, CreateThread, Post, PostId
from commkit_ama import AnswerAsGuest, SetQuestionTimes
from commkit_demo.media.personas import EDITOR, EXPERT, READER, REPORTER
from commkit_demo.media.wording import ANSWERS, QUESTION_HOURS, QUESTIONS, REVIEWED, REVIEWS, TICKERS
from commkit_demo.simulation import SimulatedMember, Visit
from commkit_media import (
    OVERALL,
    AddEntry,
    CorrectEntry,
    PinEntry,
    WriteReview,
)

R = TypeVar("R")
WEEK = timedelta(days=7)
_STARS = (5, 4, 4, 3, 2, 1)
"""What reviewers give; each as often as the others."""


@define
class Ticker:
    """A ticker as its reporters know it: its thread, what is to be told in it, and how many entries it has."""

    thread: PostId
    lines: tuple[str, ...]
    told: list[Post] = field(factory=list)
    corrected: bool = False

    def mark_corrected(self, _: object) -> None:
        """Note that its third entry was corrected."""
        self.corrected = True


@define
class Live:
    """What the simulation remembers of tickers, question hours, and reviews.

    Attributes:
        tickers: The tickers, the latest one at the end.
        hours: The question hours with their questions, the latest one at the end.
        answered: The questions that have an answer.
        asked: Who asked in which hour, by their numbers.
        voted: Who voted for which question.
        reviewed: What is reviewed.
        reviews: Who reviewed what.
    """

    tickers: list[Ticker] = field(factory=list)
    hours: list[tuple[PostId, list[tuple[Post, SimulatedMember]]]] = field(factory=list)
    answered: set[PostId] = field(factory=set)
    asked: set[tuple[PostId, int]] = field(factory=set)
    voted: set[tuple[PostId, int]] = field(factory=set)
    reviewed: list[PostId] = field(factory=list)
    reviews: set[tuple[PostId, int]] = field(factory=set)

    def open(self, visit: Visit) -> None:
        """Editors open what the company invites to, one thing in a visit, each kind twice."""
        if visit.player.persona is not EDITOR or not visit.happens(0.35):
            return
        if len(self.hours) < len(QUESTION_HOURS) and len(self.hours) <= len(self.tickers):
            self._open_hour(visit)
        elif len(self.tickers) < len(TICKERS):
            title, lines = TICKERS[len(self.tickers)]
            command = CreateThread(kind="ticker", title=title, body="We tell it as it happens.")
            visit.do(command, lambda post: self.tickers.append(Ticker(post.id, lines)))
        elif len(self.reviewed) < len(REVIEWED):
            title, body = REVIEWED[len(self.reviewed)]
            command = CreateThread(kind="review_page", title=title, body=body)
            visit.do(command, lambda post: self.reviewed.append(post.id))

    def report(self, visit: Visit) -> None:
        """Reporters tell what comes next, pin the first entry, and correct the third with a note."""
        if visit.player.persona is not REPORTER:
            return
        for ticker in self.tickers:
            if len(ticker.told) < len(ticker.lines):
                entry = visit.attempt(AddEntry(ticker.thread, ticker.lines[len(ticker.told)]))
                if entry is not None:
                    visit.after_commit(partial(ticker.told.append, entry))
                    if not ticker.told:
                        visit.do(PinEntry(entry.id))
            elif not ticker.corrected:
                third = ticker.told[2]
                command = CorrectEntry(
                    third.id,
                    version=third.version,
                    body=f"{third.body} (corrected)",
                    note="The time was wrong.",
                )
                visit.do(command, ticker.mark_corrected)

    def ask(self, visit: Visit) -> None:
        """Readers ask while questions are collected, each once in an hour, and vote for those of others."""
        player = visit.player
        if player.persona is not READER or player.member is None or not self.hours:
            return
        thread, questions = self.hours[-1]
        if (thread, player.number) not in self.asked and visit.happens(0.3):
            text = QUESTIONS[len(questions) % len(QUESTIONS)]
            visit.do(CreateReply(thread, text, kind="guest_question"), partial(self._asked, player))
        for question, by in questions[:4]:
            mark = (question.id, player.number)
            if by is not player and mark not in self.voted and visit.happens(0.3):
                visit.do(AddReaction(question.id, "like"), partial(_add, self.voted, mark))

    def answer(self, visit: Visit) -> None:
        """Experts answer what has no answer yet, one or two in a visit."""
        if visit.player.persona is not EXPERT:
            return
        open = [
            question for _, asked in self.hours for question, _ in asked if question.id not in self.answered
        ]
        for question in open[: visit.count(1.5)]:
            text = visit.rng.choice(ANSWERS)
            visit.do(AnswerAsGuest(question.id, text), partial(_add, self.answered, question.id))

    def review(self, visit: Visit) -> None:
        """Readers give stars with a text, each once for a thing."""
        player = visit.player
        if player.persona is not READER or player.member is None:
            return
        for thread in self.reviewed:
            mark = (thread, player.number)
            if mark not in self.reviews and visit.happens(0.35):
                stars = visit.rng.choice(_STARS)
                command = WriteReview(thread, {OVERALL.name: stars}, REVIEWS[stars])
                visit.do(command, partial(_add, self.reviews, mark))

    def _open_hour(self, visit: Visit) -> None:
        title, body = QUESTION_HOURS[len(self.hours)]
        opened = visit.attempt(CreateThread(kind="question_hour", title=title, body=body))
        if opened is not None:
            visit.do(SetQuestionTimes(opened.id, opens_at=visit.now, closes_at=visit.now + WEEK))
            visit.after_commit(partial(self.hours.append, (opened.id, [])))

    def _asked(self, player: SimulatedMember, question: Post) -> None:
        thread, questions = next(one for one in self.hours if one[0] == question.thread)
        self.asked.add((thread, player.number))
        questions.append((question, player))


def _add(remembered: set[R], one: R, _: object) -> None:
    remembered.add(one)
