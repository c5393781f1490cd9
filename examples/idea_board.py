"""An idea board: members suggest and vote, the team decides with a reply to everybody, and a roadmap shows it.

    python examples/idea_board.py

It needs no pages of its own: each function gives what a page, a chat bot or a mail would show.
"""

import tempfile
from datetime import UTC, date, datetime, timedelta

import commkit_support as support
from commkit import Conflict, Kit
from commkit.communities import CreateCommunity
from commkit.feedback import (
    ListSuggestions,
    MergeSuggestions,
    ReadFeedbackMetrics,
    ReadRoadmap,
    SubmitSuggestion,
    SuggestionId,
    SuggestionKind,
    SuggestionStatus,
    UpdateSuggestionStatus,
    VoteOnSuggestion,
)
from commkit.members import JoinCommunity
from commkit.notifications import ListInbox


def suggest(kit: Kit, user: str, title: str) -> SuggestionId:
    """Submit an idea, with the vote of its author."""
    with kit.session(user, "lumen") as session:
        if session.membership is None:
            session.do(JoinCommunity())
        idea = session.do(SubmitSuggestion(kind=SuggestionKind.IDEA, title=title))
        session.do(VoteOnSuggestion(idea.id))
    return idea.id


def board(kit: Kit) -> str:
    """The ideas with the most votes."""
    with kit.session(None, "lumen", read_only=True) as session:
        ideas = session.ask(ListSuggestions(order="score")).items
    return " | ".join(f"{idea.score} {idea.title} ({idea.status})" for idea in ideas)


def roadmap(kit: Kit) -> str:
    """What is planned, in progress and done."""
    with kit.session(None, "lumen", read_only=True) as session:
        columns = session.ask(ReadRoadmap())
    return " | ".join(
        f"{column.status}: {', '.join(i.title for i in column.suggestions)}" for column in columns
    )


def decide(kit: Kit, idea: SuggestionId, status: SuggestionStatus, word: str) -> None:
    """The team decides; the worker notifies the author and all who voted."""
    with kit.session("team", "lumen") as session:
        session.do(UpdateSuggestionStatus(idea, status, word))
    kit.worker().drain()


def main() -> None:
    """Run it."""
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        plugin = support.Support(no_help_desk_reason="we answer every question ourselves")
        kit = Kit(f"sqlite:///{folder}/town.db", plugins=[plugin])
        kit.migrate()
        with kit.session("team") as lobby:
            review = date.today() + timedelta(days=90)
            lobby.do(CreateCommunity("lumen", type="support", title="Lumen", purpose="Better lamps", care_hours=2,
                           review_on=review))  # fmt: skip
        dusk = suggest(kit, "ada", "Scenes that follow the sunset")
        same = suggest(kit, "bob", "Switch on when it gets dark")
        suggest(kit, "ada", "A red lamp")
        with kit.session("ada", "lumen") as session:
            session.do(VoteOnSuggestion(same))
        with kit.session("team", "lumen") as session:  # ada voted for both, and counts once
            session.do(MergeSuggestions(suggestion=same, into=dusk))
        print("board:", board(kit))
        decide(kit, dusk, SuggestionStatus.PLANNED, "It comes in autumn.")
        decide(kit, dusk, SuggestionStatus.DONE, "Update your hub.")
        print("roadmap:", roadmap(kit))
        with kit.session("bob", "lumen") as session:
            print(
                "bob was notified:",
                sorted({notification.kind for notification in session.ask(ListInbox()).items}),
            )
            try:
                session.do(VoteOnSuggestion(dusk))
            except Conflict as error:
                print("too late:", error.code)
        with kit.session("team", "lumen", read_only=True) as session:
            numbers = session.ask(ReadFeedbackMetrics(began))
            print(f"answered: {numbers.reply_rate:.0%} of {numbers.suggestions}")
        kit.close()


if __name__ == "__main__":
    main()
