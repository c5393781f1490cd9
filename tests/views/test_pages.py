"""Pages of the inbox, suggestions, events, the queue, hits and members: what each shows, and what it leaves out."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Feature, Kit, MemberId, NotificationKind, PluginError, hookimpl
from commkit.events import AddCohost, CancelEvent, CreateEvent, Event, EventView, Rsvp, RsvpStatus, ViewEvents
from commkit.feedback import SubmitSuggestion, SuggestionKind, ViewSuggestions, VoteOnSuggestion
from commkit.members import AssignRole, BlockLevel, BlockMember, LeaveCommunity, MemberView, ViewMembers
from commkit.moderation import ClaimCase, FileReport, ModerationAction, ViewCases
from commkit.notifications import NotificationView, NotifyMembers, ViewInbox
from commkit.notifications.feature import REPLY
from commkit.notifications.views.policy import sentence_of
from commkit.posts import CreateReply, CreateThread, Post, RemovePost
from commkit.privacy import ErasePerson
from commkit.runtime.values.serialization import dump, to_json
from commkit.search import ViewHits
from commkit.spaces import AddSpaceMember, CreateSpace, LeaveSpace, Space, SpaceJoinPolicy
from tests.helpers import ask, do, member_id
from tests.sample import OWNER, new_kit

SECRET = "Zanzibar"


def den(kit: Kit) -> Space:
    """A space that bob and ada see into."""
    made = do(
        kit,
        OWNER,
        "town",
        CreateSpace("den", title="Den", purpose="Ours.", private=True, join_policy=SpaceJoinPolicy.INVITE),
    )
    for actor in ("ada", "bob"):
        do(kit, OWNER, "town", AddSpaceMember(made.id, member_id(kit, actor)))
    return made


def open_thread(kit: Kit, actor: str = "bob", **fields: Any) -> Post:
    command = CreateThread(kind="question", title="Why?", body=f"To **{SECRET}**.", **fields)
    return do(kit, actor, "town", command)


def tell(kit: Kit, record: str, object: Any, *, by: MemberId | None = None) -> None:
    kind = "notifications.reply" if record == "Post" else "events.reminder_due"
    told = NotifyMembers(kind=kind, to=(member_id(kit, "ada"),), record=record, object=object, by=by)
    do(kit, SYSTEM, "town", told)


def inbox(kit: Kit, actor: str = "ada", **fields: Any) -> tuple[NotificationView, ...]:
    return ask(kit, actor, "town", ViewInbox(**fields)).items


def text_of(answer: Any) -> str:
    return to_json(dump(answer))


# --- the inbox -----------------------------------------------------------------------------------------------------


def test_a_notice_says_who_did_what(town: Kit) -> None:
    thread = open_thread(town)
    reply = do(town, "bob", "town", CreateReply(thread.id, "So *it* is."))
    tell(town, "Post", reply.id, by=member_id(town, "bob"))
    (notice,) = inbox(town)
    assert notice.by is not None
    assert notice.object is not None
    assert (notice.by.name, notice.by.key) == ("bob", "")
    assert notice.sentence == "bob replied to you in “Why?”."
    about = notice.object
    assert (about.title, about.excerpt, about.part_of) == ("Why?", "So it is.", thread.id)
    assert about.author is not None
    assert (about.record, about.object, about.author.name) == ("Post", reply.id, "bob")
    assert notice.may == {"notifications.mark_notification_read"}
    assert inbox(town, rendered=False)[0].object.excerpt == "So *it* is."  # type: ignore[union-attr]


@pytest.mark.parametrize("how", ["removed", "left"])
def test_a_notice_about_what_was_hidden_meanwhile_is_gone_with_its_words(town: Kit, how: str) -> None:
    space = den(town)
    thread = open_thread(town, space=space.id)
    tell(town, "Post", thread.id)
    assert SECRET in text_of(inbox(town)), "else there would be nothing to hide"
    if how == "removed":
        do(town, OWNER, "town", RemovePost(thread.id))
    else:
        do(town, "ada", "town", LeaveSpace(space.id))
    assert inbox(town) == ()


def test_an_inbox_tells_of_objects_of_every_class(town: Kit) -> None:
    thread, event = open_thread(town), meet(town)
    tell(town, "Post", thread.id)
    tell(town, "Occurrence", event.first)
    titles = [notice.object and notice.object.title for notice in inbox(town)]
    assert titles == ["Meet-up", "Why?"]
    sentences = [notice.sentence for notice in inbox(town)]
    assert sentences == ["“Meet-up” starts soon.", "Somebody replied to you in “Why?”."]


@pytest.mark.parametrize(
    ("by", "title", "sentence"),
    [
        ("Ana", "How to", "Ana replied to you in “How to”."),
        ("", "How to", "Somebody replied to you in “How to”."),
        ("Ana", "", REPLY.summary),
        ("{title}", "{by}", "{title} replied to you in “{by}”."),
        ("A\u202ena\n", "How\u2028 to\u2066\x07", "Ana replied to you in “How to”."),
        ("Ana", "x" * 300, f"Ana replied to you in “{'x' * 99}…”."),
    ],
)
def test_a_row_of_the_inbox_is_one_clean_line(by: str, title: str, sentence: str) -> None:
    assert sentence_of(REPLY, by=by, title=title) == sentence
    assert sentence_of(None, by=by, title=title) == ""


@pytest.mark.parametrize(
    "sentence", ["{name} wrote", "{by!r} wrote", "{by.key} wrote", "{by:>9}", "{} wrote", "{by"]
)
def test_a_sentence_with_other_fields_is_refused(sentence: str) -> None:
    kind = NotificationKind(name="bell.rang", summary="When it rang.", sentence=sentence)

    class Bell:
        @hookimpl
        def commkit_features(self) -> tuple[Feature, ...]:
            return (Feature("bell.tower", notification_kinds=(kind,)),)

    with pytest.raises(PluginError, match=r"the sentence of notification kind 'bell\.rang'"):
        new_kit("sqlite://", Bell())


def test_who_was_erased_has_no_name(town: Kit) -> None:
    thread = open_thread(town)
    tell(town, "Post", thread.id, by=member_id(town, "bob"))
    with town.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("bob"))
    assert "bob" not in text_of(inbox(town))


# --- events --------------------------------------------------------------------------------------------------------


def meet(kit: Kit, **fields: Any) -> Event:
    starts = kit.clock() + timedelta(days=3)
    times = {
        "local_start": f"{starts:%Y-%m-%dT%H:%M}",
        "local_end": f"{starts + timedelta(hours=1):%Y-%m-%dT%H:%M}",
    }
    values = {"title": "Meet-up", "body": "Come *all*.", "time_zone": "UTC", **times, **fields}
    return do(kit, "bob", "town", CreateEvent(**values))


def events_of(kit: Kit, actor: str | None, **fields: Any) -> tuple[EventView, ...]:
    return ask(kit, actor, "town", ViewEvents(**fields)).items


def test_an_event_comes_with_hosts_seats_and_ones_own_answer(town: Kit) -> None:
    event = meet(town, capacity=2)
    do(town, "bob", "town", AddCohost(event.id, member_id(town, OWNER)))
    do(town, "ada", "town", Rsvp(event.first, "going"))
    (view,) = events_of(town, "ada")
    assert [host.name for host in view.hosts] == ["bob", OWNER]
    assert (view.seats_left, view.occurrence.my_status, view.excerpt) == (1, RsvpStatus.GOING, "Come all.")
    assert "events.rsvp" in view.may
    assert not {"events.edit_event", "events.reschedule_occurrence"} & view.may
    for host in ("bob", OWNER):
        (view,) = events_of(town, host)
        assert {"events.edit_event", "events.cancel_event", "events.reschedule_occurrence"} <= view.may
    assert len(events_of(town, "ada", show="mine")) == 1
    assert events_of(town, "ada", show="past") == ()
    assert events_of(town, None)[0].may == frozenset()
    do(town, "bob", "town", CancelEvent(event.id))
    assert events_of(town, OWNER) == ()


# --- suggestions ---------------------------------------------------------------------------------------------------


def test_suggestions_come_with_authors_and_ones_own_vote(town: Kit) -> None:
    do(town, "bob", "town", SubmitSuggestion(kind=SuggestionKind.IDEA, title="Tea", body="*Green* tea."))
    (view,) = ask(town, "ada", "town", ViewSuggestions()).items
    assert view.author is not None
    assert (view.author.name, view.excerpt, view.vote) == ("bob", "Green tea.", None)
    assert "feedback.vote_on_suggestion" in view.may
    assert "feedback.edit_suggestion" not in view.may
    do(town, "ada", "town", VoteOnSuggestion(view.suggestion.id))
    (view,) = ask(town, "ada", "town", ViewSuggestions()).items
    assert view.vote is not None
    assert view.vote.weight == 1
    (view,) = ask(town, "bob", "town", ViewSuggestions()).items
    assert (view.vote, "feedback.edit_suggestion" in view.may) == (None, True)


# --- the queue -----------------------------------------------------------------------------------------------------


def test_the_queue_says_what_it_is_about_who_reported_and_what_can_be_decided(town: Kit) -> None:
    thread = open_thread(town)
    for actor in ("ada", OWNER):
        do(town, actor, "town", FileReport("Post", thread.id, "spam", note="Look"))
    (view,) = ask(town, OWNER, "town", ViewCases()).items
    assert view.object is not None
    assert view.owner is not None
    assert (view.object.title, view.object.excerpt) == ("Why?", f"To {SECRET}.")
    assert (view.owner.name, view.claimed_by) == ("bob", None)
    assert [report.reporter and report.reporter.name for report in view.reports] == ["ada", OWNER]
    suspending = {
        ModerationAction.SUSPEND_REPORTS,
        ModerationAction.SUSPEND_APPEALS,
    }  # which are about members
    assert view.decisions == tuple(action for action in ModerationAction if action not in suspending)
    assert {"moderation.claim_case", "moderation.decide_case"} <= view.may
    assert "moderation.release_case" not in view.may
    do(town, OWNER, "town", ClaimCase(view.case.id))
    do(town, OWNER, "town", AssignRole(member_id(town, "ada"), "steward"))
    (view,) = ask(town, "ada", "town", ViewCases()).items
    assert view.claimed_by is not None
    assert view.claimed_by.name == OWNER
    assert not {"moderation.claim_case", "moderation.decide_case"} & view.may


def test_nobody_finds_a_case_about_themselves(town: Kit) -> None:
    thread = open_thread(town)
    do(town, "ada", "town", FileReport("Post", thread.id, "spam"))
    do(town, OWNER, "town", AssignRole(member_id(town, "bob"), "steward"))
    assert ask(town, "bob", "town", ViewCases()).items == ()


def test_of_what_a_moderator_does_not_see_only_what_was_handed_over_is_shown(town: Kit) -> None:
    """From behind a wall, a report carries what the reporter hands over, and the moderator reads nothing else."""
    made = do(
        town,
        OWNER,
        "town",
        CreateSpace("circle", title="Circle", purpose="Ours.", private=True, walled=True),
    )
    for actor in ("ada", "bob"):
        do(town, OWNER, "town", AddSpaceMember(made.id, member_id(town, actor)))
    do(town, OWNER, "town", LeaveSpace(made.id))
    thread = open_thread(town, space=made.id)
    do(town, "bob", "town", CreateReply(thread.id, "Not reported."))
    do(town, "ada", "town", FileReport("Post", thread.id, "spam"))
    (view,) = ask(town, OWNER, "town", ViewCases()).items
    assert view.object is None
    assert [SECRET in report.handed_over for report in view.reports] == [True]
    assert "Not reported" not in text_of(view)


def test_a_member_has_no_decision_that_needs_a_post(town: Kit) -> None:
    do(town, "ada", "town", FileReport("Membership", member_id(town, "bob"), "spam"))
    (view,) = ask(town, OWNER, "town", ViewCases()).items
    assert view.object is not None
    assert view.object.title == "bob"
    assert not {ModerationAction.REMOVE, ModerationAction.RESTORE} & set(view.decisions)
    assert ModerationAction.BAN in view.decisions


# --- hits ----------------------------------------------------------------------------------------------------------


def test_a_reply_is_found_with_the_title_of_its_thread(town: Kit) -> None:
    thread = open_thread(town)
    reply = do(town, "ada", "town", CreateReply(thread.id, "In Lamu."))
    (hit,) = ask(town, None, "town", ViewHits("lamu")).items
    assert hit.author is not None
    assert (hit.hit.object, hit.title, hit.part_of, hit.author.name) == (reply.id, "Why?", thread.id, "ada")


def test_hits_are_those_of_the_search(town: Kit) -> None:
    for _ in range(3):
        open_thread(town)
    first = ask(town, "ada", "town", ViewHits(SECRET, order="newest", limit=2))
    last = ask(town, "ada", "town", ViewHits(SECRET, order="newest", limit=2, after=first.next))
    assert (len(first.items), len(last.items), first.terms) == (2, 1, (SECRET.lower(),))
    hidden = open_thread(town, space=den(town).id)
    create = [hit.hit.object for hit in ask(town, None, "town", ViewHits(SECRET)).items]
    assert hidden.id not in create


# --- members -------------------------------------------------------------------------------------------------------


def members_of(kit: Kit, actor: str) -> dict[str, MemberView]:
    return {view.member.name: view for view in ask(kit, actor, "town", ViewMembers()).items}


def test_members_come_with_ones_own_blocks(town: Kit) -> None:
    do(town, "ada", "town", BlockMember(member_id(town, "bob"), BlockLevel.BLOCK))
    views = members_of(town, "ada")
    assert views["bob"].block is not None
    assert views["bob"].block.level is BlockLevel.BLOCK
    assert views[OWNER].block is None
    assert members_of(town, "bob")["bob"].block is None
    assert "members.restrict_member" not in views["bob"].may
    views = members_of(town, OWNER)
    assert {"members.restrict_member", "members.assign_role"} <= views["bob"].may
    assert "members.restrict_member" not in views[OWNER].may


def test_who_left_has_the_name_that_posts_show_and_nothing_else(town: Kit) -> None:
    open_thread(town)
    do(town, "bob", "town", LeaveCommunity())
    (hit,) = ask(town, "ada", "town", ViewHits(SECRET)).items
    assert hit.author is not None
    assert (hit.author.name, hit.author.role, hit.author.key) == ("bob", "", "")
