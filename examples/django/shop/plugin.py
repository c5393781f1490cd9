"""The community type `workshop`: questions to everybody, and private ones, which their askers and the staff see."""

from collections.abc import Iterable

from attrs import evolve
from sqlalchemy import ColumnElement, FromClause, and_, not_

from commkit import CommunityType, Feature, PostKind, Role, hookimpl
from commkit.posts import Post
from commkit.storage import Reader
from commkit_qa import QUESTION, SETTLE_QUESTIONS, QuestionsAndAnswers

READ = "workshop.read_private"
PRIVATE = "private"
desk = Feature(
    "workshop.desk",
    requires=("posts",),
    grants={"agent": {READ}, "steward": {READ}, "system": {READ}},  # the worker has to deliver them
)


@desk.hides(Post)
def others_private_questions(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """With a thread all that is in it is hidden: pages, counts, search, notifications, exports, by this one rule."""
    return and_(row.c.kind == PRIVATE, row.c.author != reader.member, not_(reader.may(READ)))


class Workshop:
    """The plugin."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        """Questions with accepted answers."""
        yield QuestionsAndAnswers

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        """What hides private questions."""
        yield desk

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        """The community type; accepted answers are those of `commkit-qa`."""
        yield CommunityType(
            "workshop",
            features=("posts", "qa.questions", "workshop.desk"),
            post_kinds=(
                QUESTION,
                evolve(QUESTION, name=PRIVATE),
                PostKind(name="guide", opens=True, replies=("comment",)),
                PostKind(name="answer", replies=("comment",)),
                PostKind(name="comment", replies=("comment",)),
            ),
            reactions={"thanks": 1},
            roles={"agent": Role(grants=SETTLE_QUESTIONS | {"posts.update_post_state"}, staff=True)},
        )
