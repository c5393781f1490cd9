"""What becomes of an agent's open session when it, or whom it acts for, may do less in the meantime; what it costs."""

from collections.abc import Callable
from contextlib import closing

import pytest

from commkit import SYSTEM, Denied, Kit, Session
from commkit.members import (
    AddMember,
    Agent,
    ChangeAgentScopes,
    LeaveCommunity,
    RemoveAgent,
    RestrictMember,
    actor_lock,
)
from commkit.posts import CreateReply, ReadThread
from commkit.privacy import ErasePerson
from commkit.testing.kits import StatementObserver
from tests.helpers import ask, assert_refused, do
from tests.members.agents.agents import (
    ENDS,
    add_agent,
    ask_question,
    ban,
    bound,
    erase,
    leave,
    member,
    remove,
    silence,
    suspend,
)
from tests.sample import OWNER, create_community, new_kit


def populate(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    do(kit, OWNER, "town", AddMember("stew", role="steward"))


@pytest.mark.parametrize("change", [*ENDS, suspend, silence, bound])
@pytest.mark.postgres
def test_an_open_session_of_an_agent_ends_with_its_right(
    postgres_kit: Kit, change: Callable[[Kit, Agent], None]
) -> None:
    kit = postgres_kit
    populate(kit)
    opening, added = ask_question(kit), add_agent(kit, acts_for="ada")
    with assert_refused(Denied, "members.membership_changed"), kit.session(added.key, "town") as session:
        change(kit, added)
        session.do(CreateReply(opening.id, "Because."))
    assert len(ask(kit, "bob", "town", ReadThread(opening.id)).items) == 1


@pytest.mark.parametrize("change", [*ENDS, suspend, silence, bound])
def test_in_one_transaction_of_the_host_too(kit: Kit, change: Callable[[Kit, Agent], None]) -> None:
    """On SQLite nobody else writes while a session does; both sessions join the host's transaction there."""
    populate(kit)
    opening, added = ask_question(kit), add_agent(kit, acts_for="ada")
    ada = member(kit, "ada")
    commands = {
        leave: ("ada", "town", LeaveCommunity()),
        ban: ("stew", "town", RestrictMember(ada, "banned", "No.")),
        erase: (SYSTEM, None, ErasePerson(key="ada")),
        remove: ("ada", "town", RemoveAgent(added.id)),
        suspend: ("stew", "town", RestrictMember(ada, "suspended", "No.")),
        silence: ("stew", "town", RestrictMember(ada, "silenced", "No.")),
        bound: ("ada", "town", ChangeAgentScopes(added.id, ("posts.read",))),
    }
    actor, place, command = commands[change]  # type: ignore[index]
    with kit.database.engine.connect() as connection:
        with kit.session(added.key, "town", connection=connection) as session:
            with kit.session(actor, place, connection=connection) as other:  # type: ignore[arg-type]
                other.do(command)  # type: ignore[arg-type]
            with assert_refused(Denied, "members.membership_changed"):
                session.do(CreateReply(opening.id, "Because."))
        connection.rollback()


@pytest.mark.postgres
def test_control_without_the_lock_of_the_member_it_would_be_done(
    postgres_kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = postgres_kit
    populate(kit)
    opening, added = ask_question(kit), add_agent(kit, acts_for="ada")
    monkeypatch.setattr(actor_lock, "ADD_FOR_AGENT_IN_OPEN_COMMUNITY", actor_lock.ADD_FOR_MEMBER)
    with kit.session(added.key, "town") as session:
        suspend(kit, added)
        session.do(CreateReply(opening.id, "Because."))
    assert len(ask(kit, "bob", "town", ReadThread(opening.id)).items) == 2


def test_what_sessions_of_agents_cost(sqlite_kit: Kit, sqlite_url: str) -> None:
    populate(sqlite_kit)
    opening, added = ask_question(sqlite_kit), add_agent(sqlite_kit, acts_for="ada")
    told: list[str] = []
    with closing(new_kit(sqlite_url, observers=[StatementObserver(told.append)])) as kit:

        def cost(key: str, work: Callable[[Session], object]) -> int:
            with kit.session(key, "town") as session:
                work(session)
            seen = len(told)
            told.clear()
            return seen

        cost("bob", lambda session: None)  # the first session also looks at the version
        for work in (
            lambda session: None,
            lambda session: session.ask(ReadThread(opening.id)),
            lambda session: session.do(CreateReply(opening.id, "Because.")),
        ):
            cost("bob", work), cost(added.key, work)  # the first post of each is recorded
            assert cost(added.key, work) == cost("bob", work) + 1
