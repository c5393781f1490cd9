"""Reports from behind a wall carry what the reporter hands over: the text that is reported, and nothing else."""

import pytest

from commkit import SYSTEM, Kit, NotFound
from commkit.members import AssignRole
from commkit.moderation import FileReport, ListCases, ReadCase
from commkit.posts import CreateReply, CreateThread, ListThreads, ReadPost, ReadThread
from commkit.privacy import ErasePerson
from commkit.spaces import StartConversation
from tests.helpers import ask, assert_refused, do
from tests.sample import OWNER, create_community
from tests.spaces.helpers import member, write_thread


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob", "max"))
    do(kit, OWNER, "town", AssignRole(member(kit, "max"), "steward"))


def reported(kit: Kit) -> list[str]:
    (case,) = ask(kit, "max", "town", ListCases()).items
    return [report.handed_over for report in ask(kit, "max", "town", ReadCase(case.id)).reports]


def test_a_moderator_sees_the_reported_text_and_not_the_conversation(kit: Kit) -> None:
    talk = do(kit, "ada", "town", StartConversation((member(kit, "bob"),)))
    thread = do(kit, "ada", "town", CreateThread(kind="question", title="Hi", body="Private.", space=talk.id))
    rude = do(kit, "bob", "town", CreateReply(thread.id, "Rude words."))
    do(kit, "ada", "town", FileReport("Post", rude.id, "spam"))
    assert reported(kit) == ["Rude words."]
    for query in (ReadPost(rude.id), ReadPost(thread.id)):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(kit, "max", "town", query)
    with assert_refused(NotFound, "posts.not_found"):
        ask(kit, "max", "town", ReadThread(thread.id))
    assert ask(kit, "max", "town", ListThreads()).items == ()


def test_control_of_what_everybody_sees_nothing_is_copied(kit: Kit) -> None:
    thread = write_thread(kit, "bob")
    do(kit, "ada", "town", FileReport("Post", thread.id, "spam"))
    assert reported(kit) == [""]


def test_the_copy_goes_with_its_author(kit: Kit) -> None:
    talk = do(kit, "ada", "town", StartConversation((member(kit, "bob"),)))
    rude = write_thread(kit, "bob", talk.id, body="Rude words.")
    do(kit, "ada", "town", FileReport("Post", rude.id, "spam"))
    do(kit, SYSTEM, None, ErasePerson(key="bob"))
    assert reported(kit) == [""]
