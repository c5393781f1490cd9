"""An export has all that a person wrote, behind walls too, and no text of others, wherever it was written."""

import json

import pytest

from commkit import SYSTEM, Kit
from commkit.notifications import NotifyMembers
from commkit.posts import AddReaction, CreateReply, LockThread
from commkit.privacy import ExportPerson
from tests.audience_town import (
    GUILD,
    INSIDE,
    OUTSIDE,
    READERS,
    STEWARD,
    WALLED,
    WORDS,
    AudienceTown,
    create_audience_town,
    leave_groups,
)
from tests.helpers import ask, do
from tests.sample import OWNER


@pytest.fixture
def town(kit: Kit) -> AudienceTown:
    made = create_audience_town(kit)
    for thread in made.threads.values():
        do(
            kit,
            SYSTEM,
            "town",
            NotifyMembers(
                kind="notifications.thread",
                to=tuple(made.members.values()),
                record="Post",
                object=thread.id,
            ),
        )
    return made


def exported(kit: Kit, actor: str) -> str:
    return json.dumps(kit.dump(ask(kit, actor, None, ExportPerson())))


@pytest.mark.parametrize("leaves", [False, True])
def test_own_words_are_complete_also_after_leaving_the_group(
    kit: Kit, town: AudienceTown, leaves: bool
) -> None:
    if leaves:
        leave_groups(kit, town, INSIDE)
    text = exported(kit, INSIDE)
    for word in WORDS.values():
        assert f"The {word}" in text
        assert f"{word} in the reply." not in text


def test_who_replied_behind_walls_gets_the_reply_only(kit: Kit, town: AudienceTown) -> None:
    do(kit, "ivan", "town", AddReaction(town.threads[WALLED].id, "up"))
    do(kit, "ivan", "town", CreateReply(town.replies[WALLED].id, "And mine again."))
    text = exported(kit, "ivan")
    assert f"{WORDS[WALLED]} in the reply." in text
    assert "And mine again." in text
    assert f"The {WORDS[WALLED]}" not in text


@pytest.mark.parametrize("actor", [OUTSIDE, STEWARD, OWNER])
def test_nothing_hidden_is_in_the_export_of_who_is_outside(kit: Kit, town: AudienceTown, actor: str) -> None:
    text = exported(kit, actor)
    assert not [word for word in WORDS.values() if word in text]
    for name in (GUILD, WALLED):
        assert (str(town.threads[name].id) in text) == (name in READERS[actor]), "what they were notified of"


def test_who_locked_a_thread_gets_no_more_of_it_than_that(kit: Kit, town: AudienceTown) -> None:
    do(kit, STEWARD, "town", LockThread(town.threads[GUILD].id, reason="It went in circles."))
    with kit.session(STEWARD, None, read_only=True) as session:
        rows = session.ask(ExportPerson()).rows["commkit_post"]
    (locked,) = [row for row in rows if row["id"] == str(town.threads[GUILD].id)]
    assert locked.keys() == {"community_id", "id", "locked_by", "lock_reason"}
    rows = ask(kit, INSIDE, None, ExportPerson()).rows["commkit_post"]
    (written,) = [row for row in rows if row["id"] == str(town.threads[GUILD].id)]
    assert written.keys() >= {"tags", "reply_count", "created_at", "locked_at"}, "the author's is whole"
    assert "lock_reason" not in written
