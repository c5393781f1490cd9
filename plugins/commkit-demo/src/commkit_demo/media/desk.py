"""How the simulated magazine writes, reviews, publishes and corrects."""

from datetime import datetime, time, timedelta
from functools import partial

from attrs import define, evolve, field, frozen

from commkit.posts import Post, PostId, ReadPost
from commkit_articles import (
    ApproveArticle,
    ArticleId,
    CorrectArticle,
    CreateArticle,
    PublishArticle,
    ReadArticle,
    ScheduleArticle,
    SendBackArticle,
    SubmitArticle,
)
from commkit_demo.media.personas import EDITOR, READER, REPORTER
from commkit_demo.media.wording import MISTAKES, RELEASES, STORIES
from commkit_demo.simulation import SimulatedMember, SimulatedPost, SimulatedThread, Visit

EVERY = timedelta(hours=20)
RELEASE_EACH, EMBARGO_EACH = 4, 3
"""Every how many articles one is a press release, and one is put under an embargo."""


@frozen
class _Draft:
    article: ArticleId
    version: int
    by: SimulatedMember
    number: int


@frozen
class _Mistake:
    found_by: SimulatedMember
    note: str


@define
class Desk:
    """What the simulation remembers of its articles.

    Attributes:
        submitted: Those that wait for an editor.
        embargoed: Those that the worker publishes at their time.
        published: Those that readers see, each with its thread.
        mistakes: What readers found in them, until it is corrected.
        found: The articles in which somebody found a mistake.
    """

    submitted: list[_Draft] = field(factory=list)
    embargoed: list[_Draft] = field(factory=list)
    published: list[tuple[_Draft, SimulatedThread]] = field(factory=list)
    mistakes: dict[PostId, _Mistake] = field(factory=dict)
    found: set[PostId] = field(factory=set)
    _sent_back: list[_Draft] = field(factory=list)
    _written: int = 0
    _next: datetime | None = None

    def write(self, visit: Visit) -> None:
        """Reporters write an article about once a day, now and then a press release, and submit it."""
        if visit.player.persona is not REPORTER or (self._next is not None and visit.now < self._next):
            return
        number, is_release = self._written, self._written % RELEASE_EACH == RELEASE_EACH - 1
        texts = RELEASES if is_release else STORIES
        title, body, tag = texts[(number // RELEASE_EACH if is_release else number) % len(texts)]
        kind = "press_release" if is_release else "article"
        draft = visit.attempt(CreateArticle(title=title, body=body, tags=(tag,), kind=kind))
        if draft is not None and visit.do(SubmitArticle(draft.id, draft.version)):
            made = _Draft(draft.id, draft.version, visit.player, number)
            visit.after_commit(partial(self._submit, made, visit.now + EVERY))

    def review(self, visit: Visit) -> None:
        """Editors send some back, approve the others, and publish them, or put them under an embargo until midnight."""
        if visit.player.persona is not EDITOR:
            return
        for draft in list(self.submitted):
            if visit.happens(0.15):
                reason = "Ask the other side, too."
                visit.do(
                    SendBackArticle(draft.article, draft.version, reason), partial(self._send_back, draft)
                )
            elif visit.do(ApproveArticle(draft.article, draft.version)):
                self._release(visit, draft)

    def submit_again(self, visit: Visit) -> None:
        """Reporters have asked the other side, and submit once more."""
        for draft in [one for one in self._sent_back if one.by is visit.player]:
            visit.do(SubmitArticle(draft.article, draft.version), partial(self._take_again, draft))

    def notice(self, visit: Visit) -> None:
        """Editors see what the worker published at its time."""
        if visit.player.persona is not EDITOR:
            return
        for draft in list(self.embargoed):
            article = visit.session.ask(ReadArticle(draft.article))
            if article.post is not None:
                post = visit.session.ask(ReadPost(article.post))
                visit.after_commit(partial(self._publish, visit, draft, post))
                visit.after_commit(partial(self.embargoed.remove, draft))

    def find_mistake(self, visit: Visit) -> None:
        """Readers tell of a mistake, one for each article at most."""
        if visit.player.persona is not READER or visit.player.member is None or not visit.happens(0.04):
            return
        fresh = [thread for _, thread in self.published[-6:] if thread.opening.id not in self.found]
        if fresh:
            thread = visit.rng.choice(fresh)
            visit.after_commit(
                partial(self._find, thread, _Mistake(visit.player, visit.rng.choice(MISTAKES)))
            )

    def correct(self, visit: Visit) -> None:
        """Editors correct it with a note that all see, and thank who found it."""
        if visit.player.persona is not EDITOR:
            return
        for draft, thread in self.published:
            mistake = self.mistakes.get(thread.opening.id)
            if mistake is not None:
                post = thread.opening.post
                command = CorrectArticle(
                    article=draft.article,
                    version=post.version,
                    body=f"{post.body} {mistake.note}",
                    note=mistake.note,
                    thanks=(mistake.found_by.id_inside,),
                )
                visit.do(command, partial(self._correct, thread))

    def _release(self, visit: Visit, draft: _Draft) -> None:
        if draft.number % EMBARGO_EACH == EMBARGO_EACH - 1:
            midnight = datetime.combine(visit.now + timedelta(days=1), time(), tzinfo=visit.now.tzinfo)
            if visit.do(ScheduleArticle(draft.article, midnight, embargo=True)):
                visit.after_commit(partial(self.submitted.remove, draft))
                visit.after_commit(partial(self.embargoed.append, draft))
            return
        post = visit.attempt(PublishArticle(draft.article))
        if post is not None:
            visit.after_commit(partial(self.submitted.remove, draft))
            visit.after_commit(partial(self._publish, visit, draft, post))

    def _submit(self, draft: _Draft, again_at: datetime) -> None:
        self.submitted.append(draft)
        self._written += 1
        self._next = again_at

    def _send_back(self, draft: _Draft, _: object) -> None:
        self.submitted.remove(draft)
        self._sent_back.append(draft)

    def _take_again(self, draft: _Draft, _: object) -> None:
        self._sent_back.remove(draft)
        self.submitted.append(draft)

    def _publish(self, visit: Visit, draft: _Draft, post: Post) -> None:
        thread = SimulatedThread(SimulatedPost(post, draft.by), None, None)
        visit.world.threads.append(thread)
        self.published.append((draft, thread))

    def _find(self, thread: SimulatedThread, mistake: _Mistake) -> None:
        self.found.add(thread.opening.id)
        self.mistakes[thread.opening.id] = mistake

    def _correct(self, thread: SimulatedThread, post: Post) -> None:
        del self.mistakes[thread.opening.id]
        thread.opening.post = evolve(thread.opening.post, body=post.body, version=post.version)
