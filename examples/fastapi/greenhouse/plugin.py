"""The community type `greenhouse`: questions that say how much light a plant gets, tips, and who has bought it."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve
from sqlalchemy import bindparam, select

from commkit import ChoiceField, CommunityType, Context, Feature, PostKind, Role, hookimpl
from commkit.posts import Post, PostId
from commkit.storage import statement
from commkit_qa import QUESTION, SETTLE_QUESTIONS, QuestionsAndAnswers
from greenhouse.models import Order

LIGHT = ChoiceField(
    "light", label="Light", choices=("sun", "half_shade", "shade"), filterable=True, personal=False
)
GREENHOUSE = CommunityType(
    "greenhouse",
    features=(
        "posts",
        "qa.questions",
        "greenhouse.orders",
    ),  # accepted answers are those of `commkit-qa`
    post_kinds=(
        evolve(QUESTION, fields=(LIGHT,)),
        PostKind(name="tip", opens=True, replies=("comment",)),
        PostKind(name="answer", replies=("comment",)),
        PostKind(name="comment", replies=("comment",)),
    ),
    reactions={"thanks": 1},
    roles={"agent": Role(grants=SETTLE_QUESTIONS | {"posts.update_post_state"}, staff=True)},
    summary="For people who grow things, and the nursery that sold them.",
)
orders = Feature("greenhouse.orders", requires=("posts",))
ORDERED = statement(lambda: select(Order.thread).where(Order.thread.in_(bindparam("ids", expanding=True))))


@orders.marks(Post)
def mark_orders(context: Context, ids: Sequence[PostId]) -> Mapping[PostId, tuple[str, ...]]:
    """Threads that came with an order are marked `greenhouse.ordered`: one statement over the shop's own table."""
    return {thread: ("ordered",) for (thread,) in context.rows(ORDERED, ids=list(ids))}


class Greenhouse:
    """The plugin."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        """Questions with accepted answers."""
        yield QuestionsAndAnswers

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        """What marks orders."""
        yield orders

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        """The community type."""
        yield GREENHOUSE
