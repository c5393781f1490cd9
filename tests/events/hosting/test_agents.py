"""An agent sees no event for invited members that its person does not see as one of them."""

from commkit import SYSTEM, Kit, NotFound
from commkit.events import AddCohost, EventAccess, InviteToEvent, ReadEvent, RemoveCohost
from commkit.members import AddAgent, Agent
from tests.events.fixtures import create_event, member
from tests.helpers import ask, assert_refused, do


def agent_of(kit: Kit, whose: str | None) -> Agent:
    acts_for = member(kit, whose) if whose is not None else None
    return do(kit, SYSTEM, "town", AddAgent(name="Helper", scopes=("events.",), acts_for=acts_for))


def test_an_invited_agent_sees_the_event_once_its_person_is_invited(town: Kit) -> None:
    of_bob, of_host = agent_of(town, "bob"), agent_of(town, None)
    event = create_event(town, access=EventAccess.INVITED)
    do(town, "ada", "town", InviteToEvent(event.id, (of_bob.id, of_host.id)))
    assert ask(town, of_host.key, "town", ReadEvent(event.id)).id == event.id
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, of_bob.key, "town", ReadEvent(event.id))
    do(town, "ada", "town", InviteToEvent(event.id, (member(town, "bob"),)))
    assert ask(town, of_bob.key, "town", ReadEvent(event.id)).id == event.id


def test_an_agent_that_is_cohost_sees_it_as_long_as_its_person_is_one_of_the_hosts(town: Kit) -> None:
    of_bob, of_ada = agent_of(town, "bob"), agent_of(town, "ada")
    event = create_event(town, access=EventAccess.INVITED)
    for who in (member(town, "bob"), of_bob.id, of_ada.id):
        do(town, "ada", "town", AddCohost(event.id, who))
    for key in (of_bob.key, of_ada.key):
        assert ask(town, key, "town", ReadEvent(event.id)).id == event.id
    do(town, "ada", "town", RemoveCohost(event.id, member(town, "bob")))
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, of_bob.key, "town", ReadEvent(event.id))


def test_an_agent_sees_what_it_hosts(town: Kit) -> None:
    of_bob = agent_of(town, "bob")
    event = create_event(town, of_bob.key, access=EventAccess.INVITED)
    assert ask(town, of_bob.key, "town", ReadEvent(event.id)).id == event.id
