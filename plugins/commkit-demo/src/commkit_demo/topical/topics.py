"""How the simulated community keeps its sub-topics, opens threads in them, and brings threads to others."""

from functools import partial

from attrs import define, field

from commkit.posts import CreateThread, Post, PostId
from commkit.spaces import CreateSpace, Space, SpaceId
from commkit_demo.simulation import Visit
from commkit_demo.topical.personas import CURATOR, DEBATER, MANAGER, READER
from commkit_demo.topical.wording import TOPICS
from commkit_topical import CrossPostThread, MuteTag

_KINDS = ("opinion", "opinion", "opinion", "link", "guide")
"""What debaters open; most of it opinions."""


@define
class Topics:
    """What the simulation remembers of its sub-topics.

    Attributes:
        spaces: The sub-topics.
        cross_posted: The threads that were brought to another one.
    """

    spaces: list[SpaceId] = field(factory=list)
    cross_posted: set[PostId] = field(factory=set)

    def make(self, visit: Visit) -> None:
        """The community manager makes the sub-topics, all in one visit."""
        if visit.player.persona is MANAGER and not self.spaces:
            for slug, title, purpose in TOPICS:
                visit.do(CreateSpace(slug, title, purpose=purpose), self._made)

    def open(self, visit: Visit) -> None:
        """Debaters say what they think, in a sub-topic."""
        if visit.player.persona is not DEBATER or not self.spaces or not visit.happens(0.35):
            return
        draft = visit.world.wording.thread(visit.rng)
        command = CreateThread(
            kind=visit.rng.choice(_KINDS),
            title=draft.title,
            body=draft.body,
            tags=draft.tags,
            space=visit.rng.choice(self.spaces),
        )
        visit.do(command, partial(_opened, visit))

    def cross_post(self, visit: Visit) -> None:
        """Curators bring something recent to another sub-topic."""
        if visit.player.persona is not CURATOR or not visit.happens(0.3):
            return
        for thread in visit.world.recent_threads(5):
            post = thread.opening.post
            others = [space for space in self.spaces if space != post.space]
            if post.id not in self.cross_posted and others:
                command = CrossPostThread(post.id, visit.rng.choice(others), note="It belongs here, too.")
                visit.do(command, partial(self._cross_posted, post.id))
                return

    def mute(self, visit: Visit) -> None:
        """Some readers mute a tag; nothing counts or tells that."""
        player = visit.player
        if player.persona is READER and player.member is not None and visit.happens(0.05):
            thread = next(iter(visit.world.recent_threads(1)), None)
            if thread is not None and thread.opening.post.tags:
                visit.do_in_private(MuteTag(thread.opening.post.tags[0]))

    def _made(self, space: Space) -> None:
        self.spaces.append(space.id)

    def _cross_posted(self, thread: PostId, _: Post) -> None:
        self.cross_posted.add(thread)


def _opened(visit: Visit, post: Post) -> None:
    visit.record_thread(post, None)
