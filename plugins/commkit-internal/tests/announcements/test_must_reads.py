"""What has to be read, how it is acknowledged, and the evidence of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.members import AddAgent, JoinCommunity, RestrictMember
from commkit.posts import CreateThread, EditPost, ReadPost, RemovePost, ViewThread
from commkit.privacy import ErasePerson
from commkit_articles import ListArticles, PublishArticle, RetireArticle
from commkit_internal import (
    AcknowledgeAnnouncement,
    CorrectAnnouncement,
    CountAcknowledgements,
    EndMustRead,
    ExportAcknowledgements,
    ListAcknowledgements,
    ListMissingReaders,
    ListMyMustReads,
    MarkMustRead,
    ReadMustRead,
)
from commkit_internal.announcements.must_reads.policy import LONGEST

WEEK = timedelta(days=7)


def in_sales(town: Any, *names: str) -> Any:
    unit = town.unit("Sales")
    for name in names:
        town.place(name, unit.id)
    return unit


def mine(town: Any, name: str) -> list[Any]:
    return [must.post for must in town.ask(name, ListMyMustReads())]


def counts(town: Any, post: Any) -> tuple[int, int, int]:
    found = town.ask("pat", CountAcknowledgements(post.id))
    return found.asked, found.acknowledged, found.missing


def correct(town: Any, post: Any, *, material: bool, **more: Any) -> Any:
    article = town.article_of(post)
    now = town.ask("pat", ReadPost(post.id))
    return town.do(
        "pat",
        CorrectAnnouncement(
            article=article,
            version=now.version,
            note="The date was wrong.",
            body=f"{now.body} Again.",
            material=material,
            **more,
        ),
    )


def test_each_of_the_audience_acknowledges_it(town: Any) -> None:
    unit = in_sales(town, "ada", "bob", "pam")
    post = town.must_read(units=(unit.id,))
    assert counts(town, post) == (3, 0, 3)
    assert mine(town, "ada") == mine(town, "pam") == [post.id]
    assert mine(town, "cid") == mine(town, "pat") == mine(town, "stew") == []
    (must,) = town.ask("ada", ListMyMustReads())
    assert (must.title, must.version, must.due_at - town.clock(), must.is_overdue) == (
        post.title,
        1,
        WEEK,
        False,
    )
    given = town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    town.clock.advance(timedelta(hours=1))
    assert town.do("ada", AcknowledgeAnnouncement(post.id, 1)) == given
    assert mine(town, "ada") == []
    assert counts(town, post) == (3, 1, 2)
    assert town.ask("pat", ListAcknowledgements(post.id)).items == (given,)
    missing = town.ask("pat", ListMissingReaders(post.id)).items
    assert {one.member for one in missing} == {town.member("bob"), town.member("pam")}
    report = town.ask("pat", ExportAcknowledgements(post.id))
    assert report.acknowledgements == (given,)
    assert report.missing == missing
    assert (report.counts.asked, report.is_complete) == (3, True)


def test_only_those_who_are_asked_acknowledge(town: Any) -> None:
    unit = in_sales(town, "ada", "bob")
    post = town.must_read(units=(unit.id,))
    for name in ("pat", "stew"):  # who wrote it, and who only sees it
        with town.refused("internal.not_asked", Denied):
            town.do(name, AcknowledgeAnnouncement(post.id, 1))
    with town.refused("internal.no_must_read", NotFound):
        town.do("cid", AcknowledgeAnnouncement(post.id, 1))
    town.do("stew", RestrictMember(town.member("ada"), "silenced", reason="Too loud."))
    assert town.do("ada", AcknowledgeAnnouncement(post.id, 1)).member == town.member("ada")
    for query in (ListAcknowledgements, ListMissingReaders, CountAcknowledgements, ExportAcknowledgements):
        with town.refused("runtime.not_permitted", Denied):
            town.ask("bob", query(post.id))


def test_an_old_version_is_not_acknowledged(town: Any) -> None:
    unit = in_sales(town, "ada", "bob")
    post = town.must_read(units=(unit.id,))
    town.do("bob", AcknowledgeAnnouncement(post.id, 1))
    correct(town, post, material=False)
    with town.refused("internal.old_version", Conflict):
        town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    assert mine(town, "bob") == []
    town.do("ada", AcknowledgeAnnouncement(post.id, 2))
    assert counts(town, post) == (2, 2, 0)


def test_a_material_change_is_acknowledged_again(town: Any) -> None:
    unit = in_sales(town, "ada", "bob")
    post = town.must_read(units=(unit.id,))
    town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    town.clock.advance(timedelta(days=3))
    correct(town, post, material=True)
    assert counts(town, post) == (2, 0, 2)
    (must,) = town.ask("ada", ListMyMustReads())
    assert (must.version, must.due_at, must.acknowledged_before) == (2, town.clock() + WEEK, True)
    correct(town, post, material=False)
    town.do("ada", AcknowledgeAnnouncement(post.id, 3))
    due = town.clock() + timedelta(days=1)
    correct(town, post, material=True, due_at=due)
    assert town.ask("bob", ReadMustRead(post.id)).due_at == due
    given = town.ask("pat", ListAcknowledgements(post.id)).items
    assert [(one.member, one.version) for one in given] == [(town.member("ada"), 1), (town.member("ada"), 3)]
    assert mine(town, "ada") == mine(town, "bob") == [post.id]


def test_what_cannot_be_asked_is_refused(town: Any) -> None:
    unit = in_sales(town)
    due = town.clock() + WEEK
    empty = town.announced(units=(unit.id,))
    with town.refused("internal.empty_audience", Conflict):
        town.do("pat", MarkMustRead(empty.id, due, 1))
    post = town.announced()
    with town.refused("internal.old_version", Conflict):
        town.do("pat", MarkMustRead(post.id, due, 2))
    with town.refused("runtime.invalid", Invalid):
        town.do("pat", MarkMustRead(post.id, town.clock(), 1))
    topic = town.do("ada", CreateThread(kind="topic", title="Lunch", body="Where?"))
    with town.refused("internal.no_announcement", Conflict):
        town.do("pat", MarkMustRead(topic.id, due, 1))
    with town.refused("runtime.not_permitted", Denied):
        town.do("ada", MarkMustRead(post.id, due, 1))
    with town.refused("internal.no_must_read", NotFound):
        town.do("ada", AcknowledgeAnnouncement(post.id, 1))


def test_what_was_retired_or_ended_need_not_be_read(town: Any) -> None:
    posts = [town.must_read(title=title) for title in ("One", "Two", "Three")]
    town.do("pat", RetireArticle(town.article_of(posts[0]), "It was wrong."))
    town.do("pat", EndMustRead(posts[1].id))
    town.do("stew", RemovePost(posts[2].id, reason="spam"))
    assert mine(town, "ada") == []
    with town.refused("internal.does_not_hold", Conflict):
        town.do("ada", AcknowledgeAnnouncement(posts[0].id, 2))
    with town.refused("internal.no_must_read", NotFound):
        town.do("ada", AcknowledgeAnnouncement(posts[1].id, 1))
    with town.refused("internal.does_not_hold", Conflict):
        town.do("pat", MarkMustRead(posts[0].id, town.clock() + WEEK, 1))
    assert town.ask("pat", CountAcknowledgements(posts[1].id)).acknowledged == 0


def test_published_and_retired_in_one_second(town: Any) -> None:
    article = town.approved()
    post = town.do("pat", PublishArticle(article.id))
    outcomes = town.at_once(
        lambda: town.do("pam", RetireArticle(article.id, "Too early.")),
        lambda: town.do("pat", MarkMustRead(post.id, town.clock() + WEEK, 1)),
    )
    assert not isinstance(outcomes[0], Conflict)
    town.pass_time(days=8)
    assert mine(town, "ada") == []
    assert town.inbox("ada") == []


def test_who_comes_later_has_as_long(town: Any) -> None:
    unit = in_sales(town, "ada")
    post = town.must_read(units=(unit.id,))
    town.clock.advance(timedelta(days=30))
    town.place("bob", unit.id)
    ((of_bob,), (of_ada,)) = (town.ask(name, ListMyMustReads()) for name in ("bob", "ada"))
    assert (of_bob.due_at, of_bob.is_overdue) == (town.clock() + WEEK, False)
    assert of_ada.is_overdue
    missing = {one.member: one.due_at for one in town.ask("pat", ListMissingReaders(post.id)).items}
    assert missing[town.member("bob")] == of_bob.due_at


def test_what_is_due_at_the_end_of_time_is_refused_so_that_who_comes_later_has_as_long(town: Any) -> None:
    post = town.announced()
    for due in (LONGEST + timedelta(seconds=1), datetime.max.replace(tzinfo=UTC) - town.clock()):
        with town.refused("runtime.invalid", Invalid):
            town.do("pat", MarkMustRead(post.id, town.clock() + due, post.version))
    town.do("pat", MarkMustRead(post.id, town.clock() + LONGEST, post.version))
    town.clock.advance(timedelta(days=1))
    town.do("dan", JoinCommunity())
    (mine,) = town.ask("dan", ListMyMustReads())
    assert mine.due_at == town.clock() + LONGEST


def test_who_is_moved_out_is_not_asked(town: Any) -> None:
    unit = in_sales(town, "ada", "bob")
    post = town.must_read(units=(unit.id,))
    town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    other = town.unit("Other")
    for name in ("ada", "bob"):
        town.place(name, other.id)
    assert mine(town, "bob") == []
    assert counts(town, post) == (0, 0, 0)
    assert len(town.ask("pat", ListAcknowledgements(post.id)).items) == 1


def test_pages_of_evidence(town: Any) -> None:
    post = town.must_read()
    for name in ("ada", "bob", "cid"):
        town.do(name, AcknowledgeAnnouncement(post.id, 1))

    def all_of(query: Any) -> list[Any]:
        found, after = [], None
        while True:
            page = town.ask("pat", query(post.id, after=after, limit=2))
            found += [one.member for one in page.items]
            after = page.next
            if after is None:
                return found

    asked = {town.member(name) for name in ("ada", "bob", "cid", "lex", "pam", "stew", "sten", "owner")}
    given, missing = all_of(ListAcknowledgements), all_of(ListMissingReaders)
    assert len(given) == 3
    assert set(given) | set(missing) == asked
    assert counts(town, post) == (8, 3, 5)


def test_what_one_has_to_read_is_marked(town: Any) -> None:
    post = town.must_read()

    def marks(name: str) -> Any:
        return set(town.ask(name, ViewThread(post.id)).thread.marks) & {
            "internal.must_read",
            "internal.to_acknowledge",
        }

    assert marks("ada") == {"internal.must_read", "internal.to_acknowledge"}
    town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    assert marks("ada") == marks("pat") == {"internal.must_read"}


def test_a_page_takes_as_many_statements_for_more(town: Any) -> None:
    def statements() -> int:
        with town.counted() as seen:
            town.ask("ada", ListMyMustReads())
        return len(seen)

    town.must_read()
    one = statements()
    for number in range(5):
        town.must_read(title=f"Rule {number}")
    assert statements() == one
    assert len(mine(town, "ada")) == 6


def test_who_is_erased_is_in_no_evidence(town: Any) -> None:
    post = town.must_read()
    for name in ("ada", "bob"):
        town.do(name, AcknowledgeAnnouncement(post.id, 1))
    bob = town.member("bob")
    town.do("ada", ErasePerson("ada"))
    assert [one.member for one in town.ask("pat", ListAcknowledgements(post.id)).items] == [bob]


def test_agents_are_not_asked(town: Any) -> None:
    post = town.must_read()
    before = counts(town, post)
    town.do("stew", AddAgent(name="Robot", scopes=("posts.",)))
    assert counts(town, post) == before


def test_plain_edits_stay_refused(town: Any) -> None:
    post = town.must_read()
    with town.refused("articles.correct_instead", Denied):
        town.do("pat", EditPost(post=post.id, version=1, body="Other."))
    assert town.ask("ada", ListArticles()).items[0].state == "published"
