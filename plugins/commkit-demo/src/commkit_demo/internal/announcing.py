"""How the simulated company announces, and how colleagues acknowledge."""

from datetime import datetime, timedelta
from functools import partial

from attrs import define, field, frozen

from commkit.posts import Post
from commkit_articles import ApproveArticle, ArticleId, PublishArticle, SubmitArticle
from commkit_demo.internal.personas import (
    COLLEAGUE,
    EXPERT,
    LURKER,
    MANAGER,
    NEWCOMER,
    PEOPLE_PARTNER,
    STAFF,
    STEWARD,
)
from commkit_demo.internal.wording import ANNOUNCEMENTS
from commkit_demo.simulation import SimulatedMember, SimulatedPost, SimulatedThread, Visit
from commkit_internal import (
    AcknowledgeAnnouncement,
    CorrectAnnouncement,
    CreateAnnouncement,
    ListMyMustReads,
    MarkMustRead,
)

EVERY, DUE_IN, CORRECTED_AFTER = timedelta(days=3), timedelta(days=4), timedelta(days=2)
ACKNOWLEDGES = {
    NEWCOMER: 0.7,
    COLLEAGUE: 0.5,
    EXPERT: 0.6,
    MANAGER: 0.9,
    LURKER: 0.35,
    PEOPLE_PARTNER: 0.9,
    STEWARD: 0.9,
}
"""The chance that a visit acknowledges what one has to read, for each kind of colleague."""


@frozen
class _Draft:
    article: ArticleId
    version: int
    by: SimulatedMember
    number: int


@define
class Announcing:
    """What the simulation remembers of its announcements.

    Attributes:
        waiting: Those that nobody has approved yet.
        published: Those that were published, with their posts.
        corrected: The numbers of those that were corrected.
    """

    waiting: list[_Draft] = field(factory=list)
    published: list[tuple[_Draft, Post]] = field(factory=list)
    corrected: set[int] = field(factory=set)
    _written: int = 0
    _next: datetime | None = None

    def write(self, visit: Visit) -> None:
        """People partners write an announcement every few days, and submit it for review."""
        if visit.player.persona is not PEOPLE_PARTNER or (self._next is not None and visit.now < self._next):
            return
        title, body, _ = ANNOUNCEMENTS[self._written % len(ANNOUNCEMENTS)]
        draft = visit.attempt(CreateAnnouncement(title=title, body=body))
        if draft is not None and visit.do(SubmitArticle(draft.id, draft.version)):
            made = _Draft(draft.id, draft.version, visit.player, self._written)
            visit.after_commit(partial(self._submitted, made, visit.now + EVERY))

    def approve(self, visit: Visit) -> None:
        """Somebody else of those who may approves and publishes it; two of three have to be read."""
        if visit.player.persona not in STAFF:
            return
        for draft in [one for one in self.waiting if one.by is not visit.player]:
            if not visit.do(ApproveArticle(draft.article, draft.version)):
                continue
            post = visit.attempt(PublishArticle(draft.article))
            if post is None:
                continue
            if draft.number % 3 != 2:
                visit.do(MarkMustRead(post.id, visit.now + DUE_IN, post.version))
            visit.after_commit(partial(self._published, visit, draft, post))

    def correct(self, visit: Visit) -> None:
        """The author of every second one corrects what it says; all are asked to read it again."""
        for draft, post in self.published:
            if draft.by is not visit.player or draft.number in self.corrected or draft.number % 2:
                continue
            if visit.now - post.created_at >= CORRECTED_AFTER:
                _, _, body = ANNOUNCEMENTS[draft.number % len(ANNOUNCEMENTS)]
                command = CorrectAnnouncement(
                    article=draft.article,
                    version=post.version,
                    body=body,
                    note="The number was wrong.",
                    material=draft.number % 3 != 2,
                )
                visit.do(command, partial(self._corrected, draft.number))

    def acknowledge(self, visit: Visit) -> None:
        """Colleagues acknowledge what they have to read, some at once, some late."""
        if visit.player.member is None:
            return
        for must in visit.session.ask(ListMyMustReads()):
            if visit.happens(ACKNOWLEDGES[visit.player.persona]):
                visit.do(AcknowledgeAnnouncement(must.post, must.version))

    def _submitted(self, draft: _Draft, again_at: datetime) -> None:
        self.waiting.append(draft)
        self._written += 1
        self._next = again_at

    def _corrected(self, number: int, _: object) -> None:
        self.corrected.add(number)

    def _published(self, visit: Visit, draft: _Draft, post: Post) -> None:
        self.waiting.remove(draft)
        self.published.append((draft, post))
        visit.world.threads.append(SimulatedThread(SimulatedPost(post, draft.by), None, None))
