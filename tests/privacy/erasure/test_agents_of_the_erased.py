"""Whoever is erased leaves the names of their agents nowhere."""

from commkit import SYSTEM, Kit
from commkit.communities import UpdateSettings
from commkit.members import AddAgent
from commkit.posts import CreateReply, CreateThread, ReadThread
from commkit.privacy import ErasePerson
from commkit.testing.snapshots import tables_of
from tests.helpers import ask, do
from tests.sample import OWNER, create_community

HELPER = "Helper of xkanarienvogelx"


def test_the_names_of_their_agents_are_in_no_row_and_their_keys_are_told(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))
    do(kit, OWNER, "town", UpdateSettings("members", {"agents_per_member": 2}))
    with kit.session("ada", "town") as session:
        agent = session.do(AddAgent(name=HELPER, scopes=("posts.",), acts_for=session.member))
    thread = do(kit, agent.key, "town", CreateThread(kind="question", title="Why?", body="So."))
    reply = do(kit, agent.key, "town", CreateReply(thread.id, "So."))
    assert reply.author_name == HELPER
    assert {post.author_name for post in ask(kit, "bob", "town", ReadThread(thread.id)).items} == {HELPER}
    assert do(kit, SYSTEM, None, ErasePerson("bob")).agents == ()
    assert do(kit, "ada", None, ErasePerson()).agents == (agent.key,)
    assert HELPER not in str(tables_of(kit))
    assert {post.author_name for post in ask(kit, OWNER, "town", ReadThread(thread.id)).items} == {"[erased]"}
