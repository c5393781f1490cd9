"""The community type `roastery`: questions, and a log of brews that is a table of this plugin's own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import (
    CommunityType,
    Context,
    Feature,
    Invalid,
    MemberId,
    Page,
    PostKind,
    Query,
    Role,
    TextCommand,
    hookimpl,
)
from commkit.storage import Person, Personal, crud, record_table
from commkit_qa import QUESTION, SETTLE_QUESTIONS, QuestionsAndAnswers

BrewId = NewType("BrewId", UUID)
Note = Annotated[str, Personal(of="by", max=200)]


@frozen
class Brew:
    """How somebody brewed a cup.

    Attributes:
        dose: Grams of coffee.
        water: Grams of water.
        seconds: How long it took.
    """

    id: BrewId
    by: Annotated[MemberId, Person()]
    dose: int
    water: int
    seconds: int
    note: Note
    at: datetime


@frozen
class LogBrew(TextCommand[Brew]):
    """Tell everybody how one brewed a cup."""

    permission, granted_to, personal = "roastery.brew", "member", ("note",)
    creates, shown = True, ("note",)
    dose: int
    water: int
    seconds: int
    note: Note


@frozen
class ListBrews(Query[Page[Brew]]):
    """The log of brews, the newest first."""

    permission, granted_to, personal = "roastery.read", "visitor", ()
    after: str | None = None


table = record_table("commkit_roastery_brew", Brew)
rows = crud(table, Brew)
brews = Feature(
    "roastery.brews", tables=table.metadata, migrations="roastery.migrations", requires=("posts",)
)


@brews.loads(Brew, owner=lambda brew: brew.by)
def fetch_brew(context: Context, id: BrewId) -> Brew | None:
    """A brew by its id."""
    return context.one(rows.one, id=id)


@brews.handles(LogBrew)
def log_brew(context: Context, command: LogBrew) -> Brew:
    """Keep it, if it can have been coffee."""
    if not 1 <= command.water / max(command.dose, 1) <= 25:
        raise Invalid.field("water", "odd_ratio", "give 1 to 25 grams of water for each gram of coffee")
    brew = Brew(
        BrewId(context.new_id()),
        context.member,
        command.dose,
        command.water,
        command.seconds,
        command.note,
        context.now,
    )
    context.run(rows.add, brew)
    return brew


@brews.handles(ListBrews)
def list_brews(context: Context, query: ListBrews) -> Page[Brew]:
    """Read a page of the log."""
    return rows.read_page(context, after=query.after)


@hookimpl
def commkit_requires() -> Iterable[type]:
    """Questions with accepted answers."""
    yield QuestionsAndAnswers


@hookimpl
def commkit_features() -> Iterable[Feature]:
    """The log of brews."""
    yield brews


@hookimpl
def commkit_types() -> Iterable[CommunityType]:
    """The community type; accepted answers are those of `commkit-qa`."""
    yield CommunityType(
        "roastery",
        features=("posts", "qa.questions", "roastery.brews"),
        post_kinds=(
            QUESTION,
            PostKind(name="news", opens=True, replies=("comment",)),
            PostKind(name="answer", replies=("comment",)),
            PostKind(name="comment", replies=("comment",)),
        ),
        reactions={"thanks": 1},
        roles={"agent": Role(grants=SETTLE_QUESTIONS | {"posts.update_post_state"}, staff=True)},
    )
