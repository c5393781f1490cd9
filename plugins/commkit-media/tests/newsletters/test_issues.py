"""Newsletters and their issues: what is in one by the rules, how editors change it, when it goes out by itself."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Conflict, Invalid, NotFound
from commkit.communities import ArchiveCommunity
from commkit.posts import RemovePost
from commkit.spaces import CreateSpace, SpaceId
from commkit_articles import AddToSeries, CreateSeries, article
from commkit_media import (
    Cadence,
    ChangeNewsletter,
    CreateNewsletter,
    DraftIssue,
    EditIssue,
    EndNewsletter,
    FeatureComment,
    IssueState,
    ListIssues,
    ListNewsletters,
    NewsletterAudience,
    PreviewIssue,
    ReadNewsletter,
    SendIssue,
)
from commkit_media.newsletters.jobs import SendDueIssue
from commkit_media.newsletters.records import NewsletterId
from tests.newsletter_desk import Desk, plain

PUBLIC = NewsletterAudience.PUBLIC


def draft(desk: Desk, newsletter: Any) -> Any:
    return desk.town.do("edi", DraftIssue(newsletter.id))


def test_an_issue_has_what_was_published_since_the_last_one_the_newest_first(desk: Desk) -> None:
    desk.published(title="Before it was made")
    desk.town.pass_time(minutes=1)
    newsletter = desk.newsletter()
    one, two = desk.published(title="One"), desk.published(title="Two")
    preview = draft(desk, newsletter)
    assert preview.posts == (two.id, one.id)
    three = desk.published(title="Three")
    with desk.town.refused("media.issue_drafted", Conflict):
        draft(desk, newsletter)
    desk.town.do("edi", SendIssue(preview.issue.id))
    assert draft(desk, newsletter).posts == (three.id,)


def test_the_rules_choose_by_tag_space_series_and_number(desk: Desk) -> None:
    space = desk.town.do(SYSTEM, CreateSpace("sport", "Sport"))
    rules: dict[str, dict[str, Any]] = {
        "all": {},
        "tag": {"tags": ("wells", "pumps")},
        "space": {"space": space.id},
        "two": {"most": 2},
    }
    letters = {name: desk.newsletter(title=name, **rule) for name, rule in rules.items()}
    plain_one = desk.published(title="Plain")
    tagged = desk.published(title="Tagged", tags=("pumps",))
    placed = desk.published(title="Placed", space=space.id)
    found = {name: draft(desk, letter).posts for name, letter in letters.items()}
    assert found == {
        "all": (placed.id, tagged.id, plain_one.id),
        "tag": (tagged.id,),
        "space": (placed.id,),
        "two": (placed.id, tagged.id),
    }


def test_a_series_chooses_its_parts(desk: Desk) -> None:
    series = desk.town.do("edi", CreateSeries("Wells"))
    first = desk.published(title="Part one")
    with desk.town.kit.database.engine.connect() as connection:
        id = connection.scalar(select(article.c.id).where(article.c.post == first.id))
    desk.town.do("edi", AddToSeries(id, series.id))
    desk.town.pass_time(minutes=1)
    newsletter = desk.newsletter(series=series.id)
    desk.published(title="Another one")
    assert draft(desk, newsletter).posts == ()


def test_featured_comments_come_behind_the_articles(desk: Desk) -> None:
    newsletter = desk.newsletter(featured=True)
    without = desk.newsletter(title="Without")
    post = desk.published()
    comment = desk.town.reply(post.id, body="Well said, and well done.")
    desk.town.do("edi", FeatureComment(comment.id))
    desk.subscribed(newsletter, "ada")
    assert draft(desk, without).posts == (post.id,)
    assert desk.sent(newsletter).state is IssueState.SENT
    (mail,) = desk.letters()
    assert plain(mail).index("The well is open") < plain(mail).index("Well said, and well done.")
    assert "on “The well is open”" in plain(mail)


def test_editors_write_an_introduction_and_reorder(desk: Desk) -> None:
    newsletter = desk.newsletter()
    old = desk.published(title="Old")
    desk.sent(newsletter)
    one, two = desk.published(title="One"), desk.published(title="Two")
    issue = draft(desk, newsletter).issue.id
    after = desk.town.do("edi", EditIssue(issue, introduction="Dear readers", posts=(one.id, old.id, two.id)))
    assert after.posts == (one.id, old.id, two.id)
    assert after == desk.town.ask("edi", PreviewIssue(issue))
    assert desk.town.do("stew", EditIssue(issue, posts=(two.id,))).issue.introduction == "Dear readers"
    desk.subscribed(newsletter, "ada")
    desk.town.do("edi", SendIssue(issue))
    desk.work()
    (mail,) = desk.office.mails
    assert plain(mail).index("Dear readers") < plain(mail).index("Two")
    assert "One" not in plain(mail)
    for command in (EditIssue(issue, introduction="Late"), SendIssue(issue)):
        with desk.town.refused("media.issue_sent", Conflict):
            desk.town.do("edi", command)


def test_what_may_not_stand_there_is_refused(desk: Desk) -> None:
    newsletter = desk.newsletter()
    post = desk.published()
    gone = desk.published(title="Gone")
    issue = draft(desk, newsletter).issue.id
    desk.town.do("edi", RemovePost(gone.id, reason="wrong"))
    for posts in ((post.id, post.id), (gone.id,)):
        with pytest.raises(Invalid):
            desk.town.do("edi", EditIssue(issue, posts=posts))
    with pytest.raises(NotFound):
        desk.town.do("edi", EditIssue(issue, posts=(issue,)))


def test_an_empty_issue_is_not_sent(sqlite_desk: Desk) -> None:
    newsletter = sqlite_desk.newsletter()
    issue = draft(sqlite_desk, newsletter).issue.id
    with sqlite_desk.town.refused("media.issue_empty", Conflict):
        sqlite_desk.town.do("edi", SendIssue(issue))


# --- by itself -------------------------------------------------------------------------------------------------------


def test_it_goes_out_by_itself_at_its_local_time(desk: Desk) -> None:
    newsletter = desk.newsletter(cadence=Cadence.WEEKLY, at="07:30", weekday=4, time_zone="Europe/Vienna")
    assert newsletter.next_at == datetime(2026, 3, 6, 6, 30, tzinfo=UTC)
    desk.subscribed(newsletter, "ada")
    desk.published()
    desk.town.pass_time(days=3)
    assert desk.office.receivers == []
    desk.town.pass_time(days=1)
    assert desk.office.receivers == ["ada@example.org"]
    again = desk.town.ask("edi", ReadNewsletter(newsletter.id))
    assert again.next_at == datetime(2026, 3, 13, 6, 30, tzinfo=UTC)
    assert desk.town.do(SYSTEM, SendDueIssue(newsletter.id)) is False


def test_nothing_goes_out_where_nothing_was_published(desk: Desk) -> None:
    newsletter = desk.newsletter(cadence=Cadence.DAILY, at="07:30", time_zone="UTC")
    desk.subscribed(newsletter, "ada")
    desk.town.pass_time(days=2)
    assert desk.town.ask("edi", ListIssues(newsletter.id)) == ()
    desk.published()
    desk.town.pass_time(days=1)
    assert len(desk.office.mails) == 1


def test_the_draft_goes_out_as_the_editors_left_it(desk: Desk) -> None:
    newsletter = desk.newsletter(cadence=Cadence.DAILY, at="07:30", time_zone="UTC")
    desk.subscribed(newsletter, "ada")
    desk.published()
    issue = draft(desk, newsletter).issue
    desk.town.do("edi", EditIssue(issue.id, introduction="Dear readers", posts=()))
    desk.town.pass_time(days=1)
    (mail,) = desk.office.mails
    assert "Dear readers" in plain(mail)
    assert "The well is open" not in plain(mail)


def test_of_issues_that_were_missed_one_is_sent(desk: Desk) -> None:
    newsletter = desk.newsletter(cadence=Cadence.DAILY, at="07:30", time_zone="UTC")
    desk.subscribed(newsletter, "ada")
    desk.published()
    desk.town.pass_time(days=5)
    assert len(desk.office.mails) == 1
    desk.published(title="Another one")
    desk.town.pass_time(days=1)
    assert len(desk.office.mails) == 2


def test_a_changed_newsletter_goes_out_at_its_new_time_and_an_ended_one_never(desk: Desk) -> None:
    newsletter = desk.newsletter(cadence=Cadence.DAILY, at="07:30", time_zone="UTC")
    desk.subscribed(newsletter, "ada")
    desk.published()
    changed = ChangeNewsletter(
        newsletter.id, "Later", PUBLIC, cadence=Cadence.MONTHLY, at="12:00", day=31, time_zone="UTC"
    )
    assert desk.town.do("edi", changed).next_at == datetime(2026, 3, 31, 12, tzinfo=UTC)
    desk.town.pass_time(days=2)
    assert desk.office.mails == []
    for _ in range(2):
        desk.town.do("edi", EndNewsletter(newsletter.id))
    desk.town.pass_time(days=60)
    assert desk.office.mails == []
    for command in (changed, DraftIssue(newsletter.id)):
        with desk.town.refused("media.newsletter_ended", Conflict):
            desk.town.do("edi", command)
    assert desk.town.ask("ada", ListNewsletters()) == ()


def test_an_archived_community_sends_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    newsletter = desk.newsletter(cadence=Cadence.DAILY, at="07:30", time_zone="UTC")
    desk.subscribed(newsletter, "ada")
    desk.published()
    desk.town.do("owner", ArchiveCommunity("It is over."))
    desk.town.pass_time(days=2)
    assert desk.office.mails == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"at": "07:30"}, "ignored"),
        ({"time_zone": "UTC"}, "ignored"),
        ({"weekday": 1}, "ignored"),
        ({"day": 2}, "ignored"),
        ({"cadence": Cadence.DAILY, "time_zone": "UTC"}, "no_time"),
        ({"cadence": Cadence.DAILY, "at": "24:00", "time_zone": "UTC"}, "no_time"),
        ({"cadence": Cadence.DAILY, "at": "07:30", "time_zone": "Europe"}, "unknown_zone"),
        ({"cadence": Cadence.WEEKLY, "at": "07:30", "time_zone": "UTC", "weekday": 7}, "no_such_day"),
        ({"cadence": Cadence.MONTHLY, "at": "07:30", "time_zone": "UTC", "day": 32}, "no_such_day"),
        ({"tags": ("two words",)}, "bad_tags"),
        ({"most": 0}, "out_of_range"),
        ({"most": 51}, "out_of_range"),
    ],
)
def test_what_is_wrong_or_would_be_ignored_is_refused(sqlite_desk: Desk, fault: Any, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        sqlite_desk.town.do("edi", CreateNewsletter("The week", PUBLIC, **fault))
    assert code in [error.code for error in caught.value.errors]


def test_what_there_is_not_is_not_found(sqlite_desk: Desk) -> None:
    nothing = NewsletterId(sqlite_desk.town.member("ada"))
    for command in (
        DraftIssue(nothing),
        EndNewsletter(nothing),
        ChangeNewsletter(nothing, "X", PUBLIC, most=0),
    ):
        with pytest.raises(NotFound):
            sqlite_desk.town.do("edi", command)
    with pytest.raises(NotFound):
        sqlite_desk.town.do("edi", CreateNewsletter("X", PUBLIC, space=SpaceId(nothing), most=0))
