"""What readers say below the pages of the host, and what editors lift out of it."""

from datetime import datetime, timedelta
from functools import partial

from attrs import define, field

from commkit.posts import PostId
from commkit_demo.media.desk import Desk
from commkit_demo.media.personas import EDITOR, READER
from commkit_demo.media.wording import COMMENTS, PAGES, TRACKED
from commkit_demo.simulation import Visit
from commkit_demo.simulation.vocabulary import RUDE
from commkit_media import CommentOnPage, FeatureComment, PinToFront

FEATURES_EVERY, PINS_EVERY = timedelta(days=2), timedelta(days=3)


@define
class Readers:
    """What the simulation remembers of pages, featured comments, and the front page.

    Attributes:
        desk: The desk, whose articles are pinned.
        featured: The comments that editors featured.
    """

    desk: Desk
    featured: set[PostId] = field(factory=set)
    _next_feature: datetime | None = None
    _next_pin: datetime | None = None

    def comment_on_page(self, visit: Visit) -> None:
        """Readers comment below a page of the host, some by the link of a newsletter; so do the rude ones."""
        persona, player = visit.player.persona, visit.player
        if player.member is None or not (persona is READER or persona.rude) or not visit.happens(0.35):
            return
        page = visit.rng.choice(PAGES) + (TRACKED if visit.happens(0.4) else "")
        text = visit.rng.choice(RUDE if persona.rude else COMMENTS)
        visit.do(CommentOnPage(page, text), visit.record_post)

    def feature(self, visit: Visit) -> None:
        """Editors feature a comment that many learn from, every other day."""
        if visit.player.persona is not EDITOR or (self._next_feature and visit.now < self._next_feature):
            return
        said = [
            reply
            for thread in visit.world.recent_threads(10)
            for reply in thread.replies
            if reply.post.kind == "comment" and not reply.removed and not reply.rude
        ]
        others = [one for one in said if one.id not in self.featured and one.by is not visit.player]
        if others:
            chosen = visit.rng.choice(others)
            command = FeatureComment(chosen.id, note="It adds what we had not seen.")
            visit.do(command, partial(self._feature, chosen.id, visit.now + FEATURES_EVERY))

    def pin(self, visit: Visit) -> None:
        """Editors pin the latest article to the top of the front page, for two days."""
        if visit.player.persona is not EDITOR or (self._next_pin and visit.now < self._next_pin):
            return
        if self.desk.published:
            _, thread = self.desk.published[-1]
            command = PinToFront(thread.opening.id, slot=1, until=visit.now + timedelta(days=2))
            visit.do(command, partial(self._pin, visit.now + PINS_EVERY))

    def _feature(self, post: PostId, again_at: datetime, _: object) -> None:
        self.featured.add(post)
        self._next_feature = again_at

    def _pin(self, again_at: datetime, _: object) -> None:
        self._next_pin = again_at
