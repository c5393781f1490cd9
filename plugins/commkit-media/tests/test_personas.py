"""Days of those around a magazine, from beginning to end: what each sees, may do, and may not.

Each test follows one persona through real commands; the others are there as readers and colleagues.
"""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, NotFound
from commkit.members import JoinCommunity, LeaveCommunity, RestrictMember
from commkit.moderation import FileReport, ListCases
from commkit.notifications import ListInbox
from commkit.posts import (
    AddReaction,
    CreateReply,
    CreateThread,
    EditPost,
    ListThreads,
    ReadPost,
    RemovePost,
    ViewThread,
)
from commkit_ama import AnswerAsGuest, ListGuestQuestions, ReadQuestionHour, SetQuestionTimes
from commkit_articles import (
    ApproveArticle,
    ArticleState,
    CorrectArticle,
    CreateArticle,
    EditArticle,
    LiftEmbargo,
    ListArticles,
    ListCorrections,
    ListDeskArticles,
    PublishArticle,
    ReadArticle,
    ReadDeskNumbers,
    ReadPublishedArticle,
    RetireArticle,
    ScheduleArticle,
    SendBackArticle,
    SubmitArticle,
)
from commkit_media import (
    OVERALL,
    AddEntry,
    CommentOnPage,
    CorrectEntry,
    CountPages,
    FeatureComment,
    ListFeaturedComments,
    PinEntry,
    PinToFront,
    ReadFrontPage,
    ReadMyReview,
    ReadPage,
    ReadStarNumbers,
    ViewPage,
    ViewTicker,
    WriteReview,
    bayesian_mean,
)

SITE = "https://news.example"
HOSTILE = "<script>alert(1)</script> [shop](javascript:alert(1)) <img src=x onerror=alert(1)>"


def may_not(town: Any, who: Any, *commands: Any) -> None:
    """Each of these is refused since nobody with this role may do it."""
    for command in commands:
        with town.refused("runtime.not_permitted", Denied):
            town.do(who, command)


def titles(town: Any, who: Any) -> list[str]:
    """The titles of the articles that somebody may read."""
    return [shown.title for shown in town.ask(who, ListArticles()).items]


def told_of(town: Any, who: str) -> list[tuple[str, Any]]:
    """The kinds and objects of what somebody was notified of, by any plugin."""
    town.kit.worker().drain()
    return [(item.kind, item.object) for item in town.ask(who, ListInbox(limit=100)).items]


def test_the_days_of_a_reporter(town: Any) -> None:
    """From a draft that is sent back to a published article, and a ticker; a reporter publishes nothing."""
    draft = town.do("rea", CreateArticle(title="The pump", body="It runs."))
    for outsider in ("ada", "xan", None):
        with pytest.raises((NotFound, Denied)):
            town.ask(outsider, ReadArticle(draft.id))
    with town.refused("articles.not_approved", Conflict):
        town.do("edi", PublishArticle(draft.id))
    town.do("rea", SubmitArticle(draft.id, 1))
    may_not(town, "rea", ApproveArticle(draft.id, 1), PublishArticle(draft.id))
    town.do("edi", SendBackArticle(draft.id, 1, "Who pays for it?"))
    assert ("articles.sent_back", draft.id) in told_of(town, "rea")
    edited = town.do("rea", EditArticle(article=draft.id, version=1, body="It runs. The town pays."))
    town.do("rea", SubmitArticle(draft.id, edited.version))
    with town.refused("articles.other_version", Conflict):
        town.do("edi", ApproveArticle(draft.id, 1))
    town.do("edi", ApproveArticle(draft.id, edited.version))
    assert titles(town, "ada") == []
    post = town.do("edi", PublishArticle(draft.id))
    assert titles(town, None) == ["The pump"]
    shown = town.ask(None, ReadPublishedArticle(post.id))
    assert [author.name for author in shown.authors] == ["rea"]

    ticker = town.do("edi", CreateThread(kind="ticker", title="The vote, live", body="In the hall."))
    first = town.do("rea", AddEntry(ticker.id, "It begins."))
    town.do("rea", PinEntry(first.id))
    town.pass_time(minutes=5)
    second = town.do("rea", AddEntry(ticker.id, "41 for it."))
    with town.refused("media.correct_instead"):
        town.do("rea", EditPost(post=second.id, version=1, body="42 for it."))
    town.do("rea", CorrectEntry(second.id, version=1, body="42 for it.", note="Miscounted."))
    page = town.ask(None, ViewTicker(ticker.id))
    assert [entry.view.post.body for entry in page.items] == ["42 for it.", "It begins."]
    assert [entry.view.post.id for entry in page.pinned] == [first.id]
    assert page.items[0].corrections[0].note == "Miscounted."
    assert "media.staff" in page.items[0].view.marks
    said = town.reply(post.id, by="ada", kind="comment")
    may_not(town, "rea", PinToFront(post.id, slot=1), RemovePost(said.id, "she is wrong"))


def test_the_days_of_an_editor(town: Any) -> None:
    """An embargo, a correction with thanks, a featured comment, the front page, and a retired article."""
    draft = town.do("rea", CreateArticle(title="Lamps", body="Ninety of them."))
    town.do("rea", SubmitArticle(draft.id, 1))
    assert [one.id for one in town.ask("edi", ListDeskArticles()).items] == [draft.id]
    town.do("edi", ApproveArticle(draft.id, 1))
    town.do("edi", ScheduleArticle(draft.id, town.after(days=1), embargo=True))
    with town.refused("articles.embargoed", Conflict):
        town.do("edi", PublishArticle(draft.id))
    town.pass_time(hours=23)
    assert titles(town, "ada") == []
    town.pass_time(hours=1)
    assert titles(town, "ada") == ["Lamps"]
    post = town.ask("edi", ReadArticle(draft.id)).post

    own = town.do("edi", CreateArticle(title="My own", body="By me."))
    town.do("edi", SubmitArticle(own.id, 1))
    with town.refused("articles.own_article", Denied):
        town.do("edi", ApproveArticle(own.id, 1))
    with town.refused("articles.no_embargo", Conflict):
        town.do("edi", LiftEmbargo(own.id, "Why not."))

    mistake = town.reply(post, by="ada", body="It is nineteen.", kind="comment")
    correction = CorrectArticle(
        article=draft.id,
        version=1,
        body="Nineteen of them.",
        note="19, not 90.",
        thanks=(town.member("ada"),),
    )
    town.do("edi", correction)
    (told,) = town.ask(None, ListCorrections(post))
    assert (told.note, [who.name for who in told.thanks]) == ("19, not 90.", ["ada"])
    assert ("articles.correction_thanked", post) in told_of(town, "ada")
    town.do("edi", FeatureComment(mistake.id, note="She counted."))
    assert ("media.comment_featured", mistake.id) in town.inbox("ada")
    first = town.ask(None, ViewThread(post)).leading[0]
    assert (first.post.id, "media.featured" in first.marks) == (mistake.id, True)

    town.do("edi", PinToFront(post, slot=1))
    page = town.ask(None, ReadFrontPage())
    assert [slot.view.post.id for slot in page.slots] == [post, mistake.id]
    assert (page.quota.used, page.quota.allowed) == (1, 6)
    numbers = town.ask("edi", ReadDeskNumbers())
    assert (numbers.published, numbers.corrected, numbers.lead_time) == (1, 1, timedelta(days=1))
    town.do("edi", RetireArticle(draft.id, "The lamps are gone."))
    assert town.ask(None, ReadPublishedArticle(post)).state == ArticleState.RETIRED.value
    assert post not in [slot.view.post.id for slot in town.ask(None, ReadFrontPage()).slots]
    may_not(town, "edi", RestrictMember(town.member("ada"), "silenced", "no reason"))


def test_the_days_of_a_reader(town: Any) -> None:
    """From the first visit without an account to a review: a reader comments, votes, asks, and reviews once."""
    post = town.published(title="The well is open")
    page = f"{SITE}/well"
    assert town.ask(None, ReadPage(page)).comments == 0
    with pytest.raises(Denied):
        town.do(None, CommentOnPage(page, "May I?"))
    town.do("rita", JoinCommunity())
    town.do("rita", CommentOnPage(f"{page}/?utm_source=letter", "And the pump?"))
    town.comment(page="http://NEWS.example/well#top", by="bob", body="It is there.")
    assert [one.comments for one in town.ask(None, CountPages((page, f"{SITE}/other")))] == [2, 0]
    may_not(
        town,
        "rita",
        FeatureComment(post.id),
        PinToFront(post.id, slot=1),
        RemovePost(post.id, "no"),
        PublishArticle(town.do("rita", CreateArticle(title="By me", body="A reader.")).id),
    )

    with town.refused("posts.staff_only", Denied):
        town.do("rita", CreateThread(kind="ticker", title="Mine", body="Live."))

    round = town.do("edi", CreateThread(kind="question_hour", title="Ask a doctor", body="Now."))
    town.do("edi", SetQuestionTimes(round.id, opens_at=town.after(hours=1), closes_at=town.after(days=2)))
    question = CreateReply(round.id, "How long?", kind="guest_question")
    with town.refused("ama.not_collecting"):
        town.do("rita", question)
    town.pass_time(hours=1)
    asked = town.do("rita", question)
    other = town.do("bob", CreateReply(round.id, "How much?", kind="guest_question"))
    for name in ("rita", "cid"):
        town.do(name, AddReaction(other.id, "like"))
    with town.refused("ama.not_a_guest"):
        town.do("rita", CreateReply(other.id, "A lot.", kind="guest_answer"))
    listed = town.ask("rita", ListGuestQuestions(round.id)).items
    assert [one.view.post.id for one in listed] == [other.id, asked.id], "those with the most votes first"

    book = town.do("edi", CreateThread(kind="review_page", title="The book", body="Well?"))
    given = town.do("rita", WriteReview(book.id, {OVERALL.name: 5}, "Read it."))
    changed = town.do("rita", WriteReview(book.id, {OVERALL.name: 2}, "Read it twice."))
    assert changed.id == given.id
    town.do("bob", WriteReview(book.id, {OVERALL.name: 4}, "Good."))
    with town.refused("media.review_instead"):
        town.do("cid", CreateReply(book.id, "Without stars.", kind="review"))
    (overall, *_) = town.ask(None, ReadStarNumbers(book.id)).criteria
    assert (overall.count, overall.mean, overall.distribution) == (2, 3.0, (0, 1, 0, 1, 0))
    assert overall.bayesian_mean == bayesian_mean(6, 2, prior_mean=3.0, prior_weight=5)
    assert overall.small_sample
    town.do("rita", LeaveCommunity())
    with pytest.raises(Denied):
        town.do("rita", CommentOnPage(page, "Once more."))


def test_the_days_of_an_expert(town: Any) -> None:
    """An expert answers for what they know: marked as one, no staff, and with no word at the desk."""
    round = town.do("edi", CreateThread(kind="question_hour", title="Ask a doctor", body="Now."))
    may_not(town, "xan", SetQuestionTimes(round.id, closes_at=town.after(days=1)))
    town.do("edi", SetQuestionTimes(round.id, opens_at=town.clock(), closes_at=town.after(days=1)))
    questions = [
        town.do(name, CreateReply(round.id, f"Asks {name}.", kind="guest_question"))
        for name in ("ada", "bob")
    ]
    unanswered = town.ask("xan", ListGuestQuestions(round.id, unanswered=True)).items
    assert {one.view.post.id for one in unanswered} == {one.id for one in questions}
    answer = town.do("xan", AnswerAsGuest(questions[1].id, "Two weeks."))
    first, _ = town.ask(None, ListGuestQuestions(round.id)).items
    assert (first.view.post.id, [one.post.id for one in first.answers]) == (questions[1].id, [answer.id])
    assert "media.expert" in first.answers[0].marks
    assert "media.staff" not in first.answers[0].marks
    town.pass_time(days=2)
    told = town.ask(None, ReadQuestionHour(round.id))
    assert (told.collecting, told.questions, told.answered) == (False, 2, 1)
    town.do("xan", AnswerAsGuest(questions[0].id, "After the end, too."))
    assert town.ask(None, ReadQuestionHour(round.id)).answered == 2
    draft = town.do("rea", CreateArticle(title="Secret", body="Not yet."))
    with town.refused("runtime.not_found", NotFound):
        town.ask("xan", ReadArticle(draft.id))
    with town.refused("media.not_a_reporter"):
        ticker = town.do("edi", CreateThread(kind="ticker", title="Live", body="Here."))
        town.do("xan", CreateReply(ticker.id, "I know it.", kind="entry"))
    may_not(town, "xan", FeatureComment(answer.id), RemovePost(questions[0].id, "no"))


def test_the_days_of_a_troll(town: Any) -> None:
    """What a troll writes stays text, is reported and removed; who goes on is silenced, and then banned."""
    post = town.published()
    page = f"{SITE}/well"
    said = town.do("cid", CommentOnPage(page, HOSTILE))
    shown = town.ask(None, ViewPage(page)).thread
    (html,) = [view.html for view in shown.items if view.post.id == said.id]
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript:' not in html
    with town.refused("media.bad_page"):
        town.do("cid", CommentOnPage("javascript:alert(1)", "Page?"))
    with town.refused("media.bad_page"):
        town.do("cid", CommentOnPage("https://news.example@evil.example/", "Page?"))

    town.do("ada", FileReport("Post", said.id, "spam"))
    assert [one.object for one in town.ask("stew", ListCases()).items] == [said.id]
    may_not(town, "cid", RestrictMember(town.member("ada"), "banned", "revenge"))
    town.do("mod", RemovePost(said.id, "advertising"))
    assert town.ask(None, ReadPage(page)).comments == 0
    with town.refused("runtime.not_found", NotFound):
        town.ask("ada", ReadPost(said.id))
    with town.refused("media.post_removed", Conflict):
        town.do("edi", FeatureComment(said.id))

    town.do("stew", RestrictMember(town.member("cid"), "silenced", "advertising", until=town.after(days=3)))
    for command in (CommentOnPage(page, "Again."), CreateReply(post.id, "Again.", kind="comment")):
        with pytest.raises(Denied):
            town.do("cid", command)
    assert titles(town, "cid") == ["The well is open"], "who is silenced still reads"
    town.pass_time(days=4)
    town.do("cid", CommentOnPage(page, "Back."))
    town.do("stew", RestrictMember(town.member("cid"), "banned", "advertising again"))
    with pytest.raises(Denied):
        town.do("cid", CommentOnPage(page, "And back."))


def test_the_days_of_a_moderator(town: Any) -> None:
    """A moderator removes and locks what is said, and has no word about what is written."""
    town.published()
    said = town.comment(by="cid", body="Rude.")
    town.do("mod", RemovePost(said.id, "rude"))
    assert town.ask("mod", ReadPost(said.id)).removed_at is not None, "who moderates reads what was removed"
    draft = town.do("rea", CreateArticle(title="Secret", body="Not yet."))
    with pytest.raises((NotFound, Denied)):
        town.ask("mod", ReadArticle(draft.id))
    nice = town.comment(by="bob", body="Thank you.")
    may_not(town, "mod", FeatureComment(nice.id), PublishArticle(draft.id), PinToFront(nice.id, slot=1))
    assert town.ask(None, ListFeaturedComments()).items == ()


def test_the_days_of_a_lurker(town: Any) -> None:
    """Who has no account reads all that is public, the same as a member, and changes nothing."""
    post = town.published()
    town.reply(post.id, by="bob", kind="comment")
    with town.refused("runtime.not_permitted", Denied):
        town.ask(None, ListDeskArticles())
    for reader in (None, "ada"):
        assert [one.id for one in town.ask(reader, ListThreads()).items] == [post.id]
        assert len(town.ask(reader, ViewThread(post.id)).items) == 2
        assert [slot.view.post.id for slot in town.ask(reader, ReadFrontPage()).slots] == [post.id]
    book = town.do("edi", CreateThread(kind="review_page", title="The book", body="Well?"))
    assert town.ask("ada", ReadMyReview(book.id)) is None
    for command in (
        AddReaction(post.id, "like"),
        CommentOnPage(f"{SITE}/well", "Hello?"),
        WriteReview(book.id, {OVERALL.name: 1}, "Bad."),
    ):
        with pytest.raises(Denied):
            town.do(None, command)
    before = town.ask(None, ReadStarNumbers(book.id))
    assert (before.reviews, before.criteria[0].mean) == (0, None)
