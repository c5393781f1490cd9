"""Whatever members write in threads, in whatever field of whatever command: when these have expired it is nowhere.

As for the erasure of a person, every command is sent with a canary in each field that takes text; then all threads
expire. What is still there must come from a field that is written down here with what it is about. The tables are also
what exports, feeds, notifications and a copy of the database are made of.
"""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, bindparam, select

from commkit import SYSTEM, Kit
from commkit.communities import community
from commkit.copying import copy_database
from commkit.posts import expire_threads, post
from commkit.storage import statement
from commkit.testing.contexts import context_of
from commkit_support import Support
from tests.privacy.erasure.test_canary import Canaries, Desk, Names, in_files, live, traces
from tests.testing.everything import Everything

pytestmark = pytest.mark.slow

_HERE: ColumnElement[bool] = post.c.community_id == bindparam("community_id")
THREADS = statement(lambda: select(post.c.id).where(_HERE, post.c.parent.is_(None)))
WRITES_IN_THREADS = ("posts.", "qa.", "support.", "developer.")
"""What the names of commands begin with that write in threads, and about them."""
OWN = ("qa.", "support.")
"""The names of the commands of the type `support`."""
STAYS = {
    **dict.fromkeys(
        (f"posts.{verb}_draft.{of}" for verb in ("create", "update") for of in ("kind", "tags", "title", "body")),
        "a draft that replies to no post is in no thread",
    ),
    **dict.fromkeys(
        (
            "posts.create_thread.tags", "posts.edit_post.tags", "posts.split_thread.tags", "posts.reserve_tag.tag",
            "posts.rename_tag.name", "posts.add_tag_synonym.synonym", "posts.add_tag_synonym.tag",
        ),
        "the tags of a community are its list of words; which thread had one is gone",
    ),
    "posts.edit_tag_wiki.text": "it describes a tag", "posts.edit_tag_wiki.reason": "it describes a tag",
    "qa.mark_canonical.subject": "a subject is a word of the community, as a tag is",
    "support.ask_help_desk.tags": "the tags of a community are its list of words; which thread had one is gone",
    "support.change_scope_charter.note": "it is about what a support community takes on",
    "support.record_ticket.reference": "the number of a ticket of the help desk",
    **dict.fromkeys(
        (
            "support.create_saved_reply.title", "support.create_saved_reply.body", "support.update_saved_reply.title",
            "support.update_saved_reply.body", "support.open_known_issue.title", "support.open_known_issue.status",
            "support.close_known_issue.status", "support.tell_issue_status.status",
        ),
        "it is kept for all threads, and about none",
    ),
    "posts.create_upload.name": "a file that is attached to no post",
    "posts.remove_post.reason": "why somebody was moderated; it goes with the outbox",
}  # fmt: skip
"""Fields whose words stay, each with what it is about."""


def left_over(kit: Kit, canaries: Canaries) -> dict[str, set[str]]:
    """Where there is still something of a field that is written in threads."""
    found = {word: {"a file"} for word in (in_files(kit) if kit.database.is_sqlite else ())} | traces(kit)
    return {
        where: tables
        for word, tables in found.items()
        if (where := canaries.planted[word]).startswith(WRITES_IN_THREADS) and where not in STAYS
    }


def expire_all(kit: Kit) -> None:
    with kit.database.engine.connect() as connection:
        slugs = connection.scalars(select(community.c.slug)).all()
    for slug in slugs:
        with kit.session(SYSTEM, slug) as session:
            context = context_of(session)
            expire_threads(context, [id for (id,) in context.rows(THREADS)])
    kit.worker(attempts=1).drain()
    assert kit.scrub()


def composed(url: str) -> Kit:
    return Kit(url, plugins=[Everything(), Support(help_desk=Desk())], identity=Names())


@pytest.mark.parametrize(("type", "mine", "least"), [("everything", False, 6), ("support", True, 6)])
def test_nothing_of_them_is_left(url: str, tmp_path: Path, type: str, mine: bool, least: int) -> None:
    canaries = Canaries()
    with closing(composed(url)) as kit, closing(composed(f"sqlite:///{tmp_path}/copy.db")) as copy:
        kit.migrate()
        live(kit, type, [name for name in kit.registry.messages if name.startswith(OWN) is mine], canaries)
        kit.worker(attempts=1).drain()
        assert len(left_over(kit, canaries)) >= least, "the control: they were planted"
        expire_all(kit)
        assert left_over(kit, canaries) == {}
        copy_database(kit, copy.database.url)
        assert left_over(copy, canaries) == {}
