"""Releases under embargo: who reads them, until which second, and what is kept of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.notifications import ViewInbox
from commkit.posts import ListThreads
from commkit.spaces import CreateSpace
from commkit_articles import (
    ArticleState,
    DeleteArticle,
    EditArticle,
    LiftEmbargo,
    PublishArticle,
    ReadArticle,
    ScheduleArticle,
    UnscheduleArticle,
)
from commkit_media import (
    AcceptEmbargo,
    DecideAccreditation,
    FindRelease,
    ListEmbargoReaders,
    ListReleases,
    OpenRelease,
    ReadFrontPage,
    ReadMyAccreditation,
    ReadRelease,
    SetEmbargo,
    WithdrawAccreditation,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERYBODY = (None, "ada", "bob", "mod", "xan", "edi", "stew")


def may_read(town: Any, release: Any) -> list[Any]:
    """Who of everybody reads the text of a release by its id."""
    found = []
    for actor in EVERYBODY:
        try:
            view = town.ask(actor, ReadRelease(release.id))
        except NotFound:
            continue
        if view.body:
            found.append(actor)
    return found


def move(town: Any, moment: datetime) -> None:
    town.clock.advance(moment - town.clock())


def test_the_moment_is_kept_in_utc_with_what_clocks_show(town: Any) -> None:
    article = town.approved()
    with pytest.raises(Invalid):
        town.do("edi", SetEmbargo(article.id, "2026-10-25T02:30:00", "Europe/Vienna"))
    with pytest.raises(Invalid):
        town.do("edi", SetEmbargo(article.id, "2026-03-29T02:30:00", "Europe/Vienna"))
    with pytest.raises(Invalid):
        town.do("edi", SetEmbargo(article.id, "2026-03-02T09:00:00", "UTC"))
    release = town.do("edi", SetEmbargo(article.id, "2026-10-25T02:30", "Europe/Vienna", fold=1))
    assert release.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert (release.local_time, release.fold) == ("2026-10-25T02:30:00", 1)
    assert town.ask("edi", FindRelease(article.id)) == release
    after = town.ask("edi", ReadArticle(article.id))
    assert (after.state, after.due_at, after.embargo_until) == (
        ArticleState.EMBARGOED,
        release.ends_at,
        release.ends_at,
    )


def test_everybody_reads_it_from_its_second_on_without_the_worker(town: Any) -> None:
    release = town.embargoed()
    town.accredit("ada")
    assert may_read(town, release) == ["edi", "stew"]
    move(town, NOON - timedelta(seconds=1))
    assert may_read(town, release) == ["edi", "stew"]
    move(town, NOON)
    assert may_read(town, release) == list(EVERYBODY)
    view = town.ask(None, ReadRelease(release.id))
    assert (view.state, view.title, view.release.post) == ("published", "The well opens", None)
    assert [each.title for each in town.ask(None, ListReleases()).items] == ["The well opens"]
    assert town.ask(None, ListThreads()).items == ()
    move(town, NOON + timedelta(seconds=1))
    assert may_read(town, release) == list(EVERYBODY)
    town.kit.worker().drain()
    assert may_read(town, release) == list(EVERYBODY)
    view = town.ask(None, ReadRelease(release.id))
    (thread,) = town.ask(None, ListThreads()).items
    assert view.release.post == thread.id
    assert len(town.ask(None, ReadFrontPage(rendered=False)).slots) == 1


def test_a_microsecond_before_is_before(town: Any) -> None:
    release = town.embargoed()
    move(town, NOON - timedelta(microseconds=1))
    assert may_read(town, release) == ["edi", "stew"]


def test_who_is_accredited_agrees_first_and_the_reading_is_kept(town: Any) -> None:
    release = town.embargoed()
    for command in (AcceptEmbargo(release.id, release.ends_at), OpenRelease(release.id)):
        with pytest.raises(NotFound):
            town.do("ada", command)
    town.accredit("ada")
    (seen,) = town.ask("ada", ListReleases()).items
    assert (seen.state, seen.title, seen.body, seen.release.ends_at) == ("embargoed", "", "", NOON)
    with town.refused("media.embargo_not_accepted", Denied):
        town.do("ada", OpenRelease(release.id))
    with town.refused("media.other_embargo", Conflict):
        town.do("ada", AcceptEmbargo(release.id, NOON + timedelta(hours=1)))
    town.agreed(release)
    (evidence,) = town.ask("edi", ListEmbargoReaders(release.id)).items
    assert (evidence.member, evidence.first_read_at) == (town.member("ada"), None)
    view = town.do("ada", OpenRelease(release.id))
    assert (view.title, view.body) == ("The well opens", "It opens at noon.")
    read_at = town.clock()
    town.clock.advance(timedelta(minutes=5))
    town.do("ada", OpenRelease(release.id))
    (evidence,) = town.ask("edi", ListEmbargoReaders(release.id)).items
    assert (evidence.first_read_at, evidence.last_read_at, evidence.version) == (read_at, town.clock(), 1)
    assert town.ask("ada", ReadRelease(release.id)).accepted_at == evidence.accepted_at
    for actor in ("ada", "bob", None):
        with pytest.raises((Denied, NotFound)):
            town.ask(actor, ListEmbargoReaders(release.id))


def test_who_agreed_to_another_moment_agrees_again(town: Any) -> None:
    release = town.embargoed()
    town.accredit("ada")
    town.agreed(release)
    town.do("ada", OpenRelease(release.id))
    with town.refused("media.set_embargo_instead"):
        town.do("edi", ScheduleArticle(release.article, town.after(hours=9), embargo=True))
    later = town.do("edi", SetEmbargo(release.article, "2026-03-02T18:00:00", "Europe/Vienna"))
    assert (later.id, later.ends_at) == (release.id, datetime(2026, 3, 2, 17, tzinfo=UTC))
    with town.refused("media.embargo_not_accepted", Denied):
        town.do("ada", OpenRelease(release.id))
    move(town, NOON + timedelta(hours=1))
    assert may_read(town, later) == ["edi", "stew"]
    town.agreed(later)
    assert town.do("ada", OpenRelease(release.id)).body
    (evidence,) = town.ask("edi", ListEmbargoReaders(release.id)).items
    assert evidence.first_read_at < evidence.accepted_at < evidence.last_read_at + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("zone", "local_time", "fold", "moment"),
    [
        ("Europe/Vienna", "2026-03-29T03:00:00", None, "2026-03-29T01:00:00"),
        ("Europe/Vienna", "2026-10-25T02:30:00", 0, "2026-10-25T00:30:00"),
        ("Europe/Vienna", "2026-10-25T02:30:00", 1, "2026-10-25T01:30:00"),
        ("America/Santiago", "2026-09-06T01:00:00", None, "2026-09-06T04:00:00"),
        ("Australia/Sydney", "2026-04-05T02:30:00", 0, "2026-04-04T15:30:00"),
        ("Australia/Sydney", "2026-04-05T02:30:00", 1, "2026-04-04T16:30:00"),
        ("Australia/Sydney", "2026-10-04T03:00:00", None, "2026-10-03T16:00:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:30:00", None, "2026-10-03T15:30:00"),
    ],
)
def test_an_embargo_ends_at_its_second_over_a_change_of_clocks(
    town: Any, zone: str, local_time: str, fold: int | None, moment: str
) -> None:
    release = town.do("edi", SetEmbargo(town.approved().id, local_time, zone, fold=fold))
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert (release.ends_at, release.local_time, release.fold) == (at, local_time, fold or 0)
    move(town, at - timedelta(seconds=1))
    assert may_read(town, release) == ["edi", "stew"]
    move(town, at)
    assert may_read(town, release) == list(EVERYBODY)
    town.kit.worker().drain()
    assert [each.title for each in town.ask(None, ListThreads()).items] == ["The well opens"]


def told(town: Any, name: str) -> list[tuple[str, str]]:
    """What the inbox says of embargoes, and what each is about, oldest first."""
    items = town.ask(name, ViewInbox(rendered=False)).items
    return [
        (each.sentence, each.object.title if each.object else "")
        for each in reversed(items)
        if each.notification.kind == "media.embargo_set"
    ]


def test_who_is_accredited_is_told_that_there_is_one_and_until_when(town: Any) -> None:
    for name in ("ada", "bob", "cid"):
        town.accredit(name)
    town.do("edi", WithdrawAccreditation(town.ask("bob", ReadMyAccreditation()).id))
    prolonged = town.ask("cid", ReadMyAccreditation()).id
    town.do("edi", DecideAccreditation(prolonged, grant=True, expires_at=town.after(minutes=1)))
    town.clock.advance(timedelta(minutes=1))
    release = town.embargoed()
    town.kit.worker().drain()
    ends = "Release under embargo until 2026-03-02 12:00:00 UTC"
    assert told(town, "ada") == [(f"There is something for the press: “{ends}”.", ends)]
    assert [told(town, name) for name in ("bob", "cid", "mod", "edi")] == [[]] * 4
    town.agreed(release)
    assert told(town, "ada") == [(f"There is something for the press: “{ends}”.", ends)]
    town.do("edi", SetEmbargo(release.article, "2026-03-02T15:00:00", "UTC"))
    town.kit.worker().drain()
    assert [about for _, about in told(town, "ada")] == [ends.replace("12:00", "15:00")]
    town.pass_time(hours=9)
    assert [about for _, about in told(town, "ada")] == ["The well opens"]


def test_of_an_embargo_that_is_over_nobody_is_told(town: Any) -> None:
    town.accredit("ada")
    town.kit.worker().drain()
    other = town.embargoed(title="Another well")
    town.do("edi", SetEmbargo(other.article, "2026-03-02T15:00:00", "UTC"))
    lifted = town.embargoed(title="A third well")
    town.do("edi", LiftEmbargo(lifted.article, "Somebody told it."))
    deleted = town.embargoed(title="A fourth well")
    town.do("edi", DeleteArticle(deleted.article))
    town.kit.worker().drain()
    assert [about for _, about in told(town, "ada")] == [
        "Release under embargo until 2026-03-02 15:00:00 UTC"
    ]


def test_all_of_many_are_told_once(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit_media.press.releases.subscribers.BATCH_SIZE", 2)
    names = ("ada", "bob", "cid", "mod", "xan")
    for name in names:
        town.accredit(name)
    town.embargoed()
    town.kit.worker().drain()
    assert [len(told(town, name)) for name in names] == [1] * 5


@pytest.mark.parametrize(
    "change",
    [
        lambda town, of: town.do("edi", UnscheduleArticle(of)),
        lambda town, of: town.do("rea", EditArticle(article=of, version=1, body="Another text.")),
        lambda town, of: town.do("edi", LiftEmbargo(of, "Somebody told it.")),
    ],
    ids=["unscheduled", "edited", "lifted"],
)
def test_what_the_desk_takes_back_is_not_with_the_press_either(town: Any, change: Any) -> None:
    release = town.embargoed()
    town.accredit("ada")
    town.agreed(release)
    change(town, release.article)
    for query in (ReadRelease(release.id), FindRelease(release.article)):
        with pytest.raises(NotFound):
            town.ask("ada", query)
    with pytest.raises(NotFound):
        town.do("ada", OpenRelease(release.id))
    move(town, NOON - timedelta(seconds=1))
    assert may_read(town, release) == ["edi", "stew"]


def test_a_lifted_embargo_lets_it_be_published_at_once(town: Any) -> None:
    release = town.embargoed()
    with town.refused("articles.embargoed", Conflict):
        town.do("edi", PublishArticle(release.article))
    town.do("edi", LiftEmbargo(release.article, "Somebody told it."))
    post = town.do("edi", PublishArticle(release.article))
    after = town.ask(None, ReadRelease(release.id))
    assert (after.release.post, after.release.ends_at, after.state) == (post.id, None, "published")
    with town.refused("media.release_published", Conflict):
        town.do("edi", SetEmbargo(release.article, "2026-03-03T12:00:00", "UTC"))


def test_what_is_published_without_an_embargo_is_a_release_too(town: Any) -> None:
    article = town.approved()
    assert town.ask(None, ListReleases()).items == ()
    post = town.do("edi", PublishArticle(article.id))
    town.published(title="No release")
    (view,) = town.ask(None, ListReleases()).items
    assert (view.release.article, view.release.post, view.title) == (article.id, post.id, "The well opens")
    with town.refused("media.no_embargo", Conflict):
        town.accredit("ada")
        town.do("ada", AcceptEmbargo(view.release.id, NOON))


def test_what_is_no_release_gets_no_embargo(town: Any) -> None:
    with pytest.raises(Invalid):
        town.do("edi", SetEmbargo(town.approved(kind="article").id, "2026-03-02T12:00:00", "UTC"))
    space = town.do("stew", CreateSpace("water", "Water"))
    with town.refused("media.release_for_some", Conflict):
        town.do("edi", SetEmbargo(town.approved(space=space.id).id, "2026-03-02T12:00:00", "UTC"))
    with town.refused("runtime.not_permitted", Denied):
        town.do("mod", SetEmbargo(town.approved().id, "2026-03-02T12:00:00", "UTC"))
    with pytest.raises(NotFound):
        town.do("stew", SetEmbargo(town.member("ada"), "2026-03-02T12:00:00", "UTC"))


def test_what_the_desk_deletes_is_gone(town: Any) -> None:
    release = town.embargoed()
    town.accredit("ada")
    town.agreed(release)
    town.do("edi", DeleteArticle(release.article))
    assert town.ask("edi", ListReleases()).items == ()
    town.pass_time(days=1)
    assert town.ask(None, ListReleases()).items == ()


def test_a_page_of_releases_takes_the_same_statements_whatever_is_on_it(town: Any) -> None:
    town.accredit("ada")

    def asked() -> int:
        with town.counted() as seen:
            town.ask("ada", ListReleases())
        return len(seen)

    for number in range(2):
        town.embargoed(title=f"Well {number}")
        town.do("edi", PublishArticle(town.approved(title=f"Other well {number}").id))
    few = asked()
    for number in range(3):
        town.embargoed(title=f"More wells {number}")
        town.do("edi", PublishArticle(town.approved(title=f"More other wells {number}").id))
    assert asked() == few
    first = town.ask("ada", ListReleases(limit=6))
    rest = town.ask("ada", ListReleases(limit=6, after=first.next))
    assert len({each.release.id for each in (*first.items, *rest.items)}) == 10
