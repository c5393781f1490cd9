"""Days of those who work in an internal community, from beginning to end: what each sees, may do, and may not.

Each test follows one persona through real commands; the others are there as colleagues.
"""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, NotFound
from commkit.feedback import ListSuggestions, ReadSuggestion, VoteOnSuggestion
from commkit.members import JoinCommunity, LeaveCommunity
from commkit.notifications import ListInbox
from commkit.posts import AddReaction, CreateReply, CreateThread, ListThreads, ReadPost, RemovePost
from commkit_absences import EndAbsence, ReadAbsence, SetAbsence
from commkit_articles import ApproveArticle, ListArticles, PublishArticle, SubmitArticle
from commkit_internal import (
    AcknowledgeAnnouncement,
    AddPlanTask,
    CircleJoinPolicy,
    ConfirmExpertise,
    CorrectAnnouncement,
    CountAcknowledgements,
    CountOnboardings,
    CreateAnnouncement,
    CreateOnboardingPlan,
    CreateUnit,
    DecideIdea,
    DeclineBuddy,
    DenyExpertise,
    EndorseExpertise,
    FindExperts,
    GiveKudos,
    IdeaOutcome,
    JoinCircle,
    ListAcknowledgements,
    ListCallIdeas,
    ListCircleMembers,
    ListCircles,
    ListHolds,
    ListIdeaMarks,
    ListKudos,
    ListMyMustReads,
    ListOnboardings,
    ListPlacements,
    MarkIdea,
    MarkMustRead,
    OnboardingState,
    OpenIdeaCall,
    OpenLegalHold,
    PlaceMember,
    ReadDirectoryEntry,
    ReadIdeaCall,
    ReadIdeaNumbers,
    ReadOnboarding,
    ReadOverdueReaders,
    ReportIdeaCall,
    SearchDirectory,
    SetUnitManager,
    StartCircle,
    StartOnboarding,
    SubmitIdea,
    TickOnboardingTask,
    WithdrawKudos,
)

OPEN = CircleJoinPolicy.OPEN
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1))"


def may_not(town: Any, who: str, *commands: Any) -> None:
    """Each of these is refused since nobody with this role may do it."""
    for command in commands:
        with town.refused("runtime.not_permitted", Denied):
            town.do(who, command)


def told_of(town: Any, who: str) -> list[str]:
    """The kinds of what somebody was notified of, by any plugin."""
    town.kit.worker().drain()
    return [item.kind for item in town.ask(who, ListInbox(limit=100)).items]


def test_the_first_weeks_of_a_newcomer(town: Any) -> None:
    sales = town.unit("Sales", manager=town.member("cid"))
    town.place("ada", sales.id)
    rules = town.must_read(units=(sales.id,), days=5)
    plan = town.do("pat", CreateOnboardingPlan("First weeks"))
    for title, day in (("Get a key", 0), ("Lunch", 3)):
        town.do("pat", AddPlanTask(plan.id, title, day=day))
    town.pass_time(days=3)

    nia = town.do("nia", JoinCommunity()).id
    assert town.ask("nia", ListArticles()).items == (), "who is in no unit reads nothing that is for one"
    may_not(
        town,
        "nia",
        CreateUnit("Mine"),
        PlaceMember(nia, sales.id),
        CreateAnnouncement(title="I am here", body="Hello."),
        StartOnboarding(nia, plan.id),
    )
    town.do("pat", PlaceMember(nia, sales.id))
    started = town.do("pat", StartOnboarding(nia, plan.id, buddy=town.member("bob")))
    assert [one.title for one in town.ask("nia", ListArticles()).items] == ["New travel rules"]
    assert "internal.onboarding_started" in told_of(town, "nia")
    assert "internal.onboarding_buddy_assigned" in told_of(town, "bob")

    (must,) = town.ask("nia", ListMyMustReads())
    assert must.due_at - town.clock() == timedelta(days=5), "who comes later has as long as the others had"
    with town.refused("internal.old_version", Conflict):
        town.do("nia", AcknowledgeAnnouncement(rules.id, 2))
    town.do("nia", AcknowledgeAnnouncement(rules.id, 1))
    assert town.ask("nia", ListMyMustReads()) == ()

    entry = town.ask("nia", ReadDirectoryEntry(nia))
    assert (entry.unit_name, entry.manager.name if entry.manager else "") == ("Sales", "cid")
    question = town.do("nia", CreateThread(kind="topic", title="Where is the lab?", body=HOSTILE))
    town.do("bob", CreateReply(question.id, "Second floor.", kind="comment"))

    first, second = town.ask("nia", ReadOnboarding(started.id)).tasks
    for stranger in ("ada", "stew", "cid"):
        with town.refused("runtime.not_found", NotFound):
            town.ask(stranger, ReadOnboarding(started.id))
    with town.refused("internal.not_in_onboarding", Denied):
        town.do("pat", TickOnboardingTask(first.id))
    town.do("nia", TickOnboardingTask(first.id))
    town.pass_time(days=3)
    assert "internal.onboarding_task_due" in told_of(town, "nia")
    town.do("bob", TickOnboardingTask(second.id))
    assert town.ask("nia", ReadOnboarding(started.id)).onboarding.state is OnboardingState.FINISHED
    numbers = town.ask("pat", CountOnboardings())
    assert (numbers.finished, numbers.n) == (1, 1)
    assert numbers.median_days == pytest.approx(3.0)

    town.do("nia", GiveKudos(town.member("bob"), "care", "For the lunch."))
    town.do("nia", LeaveCommunity())
    assert nia not in town.in_group(sales.id)
    with town.refused("runtime.not_permitted", Denied):
        town.do("nia", CreateThread(kind="topic", title="Again", body="I am gone."))


def test_the_days_of_an_expert(town: Any) -> None:
    town.do("ada", CreateThread(kind="topic", title="The mill leaks", body="At the valve.", tags=("valves",)))
    assert town.ask("ada", FindExperts("valves")) == ()
    town.do("bob", ConfirmExpertise("valves"))
    (known,) = town.ask("ada", FindExperts("valves"))
    assert (known.member.name, known.confirmed, known.score) == ("bob", True, None), (
        "their word alone has no score"
    )
    with town.refused("internal.own_expertise", Denied):
        town.do("bob", EndorseExpertise(town.member("bob"), "valves"))
    for name in ("ada", "cid"):
        town.do(name, EndorseExpertise(town.member("bob"), "valves"))
    (known,) = town.ask("ada", FindExperts("valves"))
    assert [(one.kind, one.n) for one in known.evidence] == [("endorsements", 2)]
    assert known.score == 6
    assert "internal.expertise_endorsed" in told_of(town, "bob")

    away = town.do("bob", SetAbsence(town.clock() + timedelta(days=3), deputy=town.member("cid"), note="Sea"))
    assert town.ask("ada", FindExperts("valves")) == (), "who is away is not asked"
    assert town.ask("ada", ReadAbsence(town.member("bob"))).deputy == away.deputy == town.member("cid")
    town.do("ada", CreateThread(kind="topic", title="Again", body="@bob, do you know it?"))
    assert "absences.mentioned_absent" in told_of(town, "ada")
    assert {"absences.deputy_named", "absences.mentioned_instead"} <= set(told_of(town, "cid"))
    town.do("bob", EndAbsence())
    assert len(town.ask("ada", FindExperts("valves"))) == 1

    town.do("bob", DenyExpertise("valves"))
    assert town.ask("ada", FindExperts("valves")) == (), "who denies it is never named, whatever the evidence"
    with town.refused("internal.expertise_denied", Conflict):
        town.do("stew", EndorseExpertise(town.member("bob"), "valves"))


def test_the_days_of_a_manager(town: Any) -> None:
    """To lead a unit gives no right to read anything, and keeps out of the life circles of those below."""
    company = town.unit("Company")
    team = town.unit("Team", company.id)
    may_not(
        town, "cid", SetUnitManager(team.id, town.member("cid")), PlaceMember(town.member("cid"), team.id)
    )
    for name in ("ada", "bob"):
        town.place(name, team.id)
    circle = town.do("ada", StartCircle("Parents", purpose="No sleep", join_policy=OPEN))
    town.do("cid", JoinCircle(circle.id))
    night = town.do("ada", CreateThread(kind="topic", title="Night", body="Three times.", space=circle.space))
    assert town.ask("cid", ReadPost(night.id)).id == night.id

    town.do("pat", SetUnitManager(team.id, town.member("cid")))
    assert town.ask("cid", ListCircles()) == (), "who comes to lead somebody inside is taken out"
    with town.refused("runtime.not_found", NotFound):
        town.ask("cid", ReadPost(night.id))
    with town.refused("runtime.not_found", NotFound):
        town.do("cid", JoinCircle(circle.id))
    assert town.ask("ada", ListCircleMembers(circle.id)) == (town.member("ada"),)

    rules = town.must_read(units=(team.id,), days=2)
    assert town.title_seen("cid") == [], "it is for the team, and the manager is not in it"
    with town.refused("runtime.not_found", NotFound):
        town.ask("cid", ReadPost(rules.id))
    town.do("ada", AcknowledgeAnnouncement(rules.id, 1))
    for _ in range(3):
        town.pass_time(days=1)
    (told,) = [
        item for item in town.ask("cid", ListInbox()).items if item.kind == "internal.must_read_overdue"
    ]
    assert town.ask("cid", ReadOverdueReaders(told.object)).members == (town.member("bob"),), (
        "who, and not what"
    )
    with town.refused("runtime.not_permitted", Denied):
        town.ask("cid", ListAcknowledgements(rules.id))

    call = town.idea_call(evaluators=(town.member("cid"), town.member("stew")))
    idea = town.idea(call)
    town.go_to(call.collect_until)
    town.mark("cid", idea, 5, 5)
    town.mark("stew", idea, 1, 2)
    mine = {mark.evaluator for mark in town.ask("cid", ListIdeaMarks(idea))}
    assert mine == {town.member("cid")}, "the marks of others are nobody's business yet"
    with town.refused("runtime.not_permitted", Denied):
        town.do("cid", DecideIdea(idea, IdeaOutcome.ACCEPTED, "I lead the team."))

    town.do("cid", GiveKudos(town.member("bob"), "teamwork", "For the help."))
    town.do("pat", SetUnitManager(team.id, None))
    assert [one.id for one in town.ask("cid", ListCircles())] == [circle.id], (
        "who leads nobody may join again"
    )


def test_the_days_of_a_people_partner(town: Any) -> None:
    """From units and an announcement to the report of an idea call; a people partner moderates nothing."""
    sales = town.unit("Sales")
    for name in ("ada", "bob"):
        town.place(name, sales.id)
    draft = town.do("pat", CreateAnnouncement(title="Prices", body="From May on.", units=(sales.id,)))
    town.do("pat", SubmitArticle(draft.id, draft.version))
    with town.refused("articles.own_article", Denied):
        town.do("pat", ApproveArticle(draft.id, draft.version))
    with town.refused("articles.not_approved", Conflict):
        town.do("pat", PublishArticle(draft.id))
    town.do("pam", ApproveArticle(draft.id, draft.version))
    post = town.do("pat", PublishArticle(draft.id))
    town.do("pat", MarkMustRead(post.id, town.clock() + timedelta(days=5), post.version))
    assert [town.title_seen(name) for name in ("ada", "cid")] == [["Prices"], []]
    town.do("ada", AcknowledgeAnnouncement(post.id, 1))
    counts = town.ask("pat", CountAcknowledgements(post.id))
    assert (counts.asked, counts.acknowledged) == (2, 1)
    town.do(
        "pat",
        CorrectAnnouncement(
            article=draft.id, version=1, body="From June on.", note="Not May.", material=True
        ),
    )
    assert town.ask("pat", CountAcknowledgements(post.id)).acknowledged == 0, "all are asked again"

    circle = town.do("ada", StartCircle("Carers", join_policy=OPEN))
    assert town.ask("pat", ListCircles()) == ()
    with town.refused("runtime.not_found", NotFound):
        town.do("pat", JoinCircle(circle.id))
    with town.refused("internal.circle_of_employer", Denied):
        town.do("pat", StartCircle("Ours"))
    rude = town.topic(body="Rude.")
    may_not(town, "pat", RemovePost(rude.id, "rude"), OpenLegalHold("Mill", "Somebody sues."))

    call = town.idea_call()
    idea = town.idea(call)
    assert town.ask("pat", ReadIdeaCall(call.id)).ideas == 1
    with town.refused("internal.idea_call_state", Conflict):
        town.do("pat", ReportIdeaCall(call.id))
    town.go_to(call.collect_until)
    town.mark("bob", idea, 5, 3)
    town.mark("cid", idea, 4, 4)
    town.go_to(call.evaluate_until)
    (ranked,) = town.ask("pat", ListCallIdeas(call=call.id)).items
    assert (ranked.rank, ranked.evaluators) == (1, 2)
    town.decide(idea)
    town.do("pat", ReportIdeaCall(call.id))
    town.kit.worker().drain()
    assert town.ask("ada", ReadSuggestion(idea)).reply == "It is accepted."
    numbers = town.ask("pat", ReadIdeaNumbers())
    assert (numbers.ideas, numbers.authors) == (1, 1)
    assert numbers.replied_in_time is not None
    assert numbers.replied_in_time.n == 1


def test_the_days_of_a_steward(town: Any) -> None:
    """A steward looks after what is said, and sees neither onboardings, nor circles, nor legal holds."""
    draft = town.do("pat", CreateAnnouncement(title="Rules", body="Be kind."))
    town.do("pat", SubmitArticle(draft.id, draft.version))
    town.do("stew", ApproveArticle(draft.id, draft.version))
    post = town.do("stew", PublishArticle(draft.id))
    assert town.title_seen("ada") == ["Rules"]
    rude = town.do("ada", CreateReply(post.id, HOSTILE, kind="comment"))
    with town.refused("runtime.not_permitted", Denied):
        town.do("bob", RemovePost(rude.id, "rude"))
    town.do("stew", RemovePost(rude.id, "rude"))
    given = town.do("ada", GiveKudos(town.member("bob"), "care", "You know why."))
    town.do("stew", WithdrawKudos(given.id))
    assert town.ask("bob", ListKudos()).items == ()

    plan = town.do("pat", CreateOnboardingPlan("First weeks"))
    town.do("pat", AddPlanTask(plan.id, "Get a key"))
    started = town.do("pat", StartOnboarding(town.member("ada"), plan.id))
    assert town.ask("stew", ListOnboardings()).items == ()
    with town.refused("runtime.not_found", NotFound):
        town.ask("stew", ReadOnboarding(started.id))
    town.do("ada", StartCircle("Parents", join_policy=OPEN))
    assert town.ask("stew", ListCircles()) == ()
    town.hold(members=("ada",))
    with town.refused("runtime.not_permitted", Denied):
        town.ask("stew", ListHolds())
    may_not(town, "stew", OpenLegalHold("Mill", "Somebody sues."))
    assert town.ask("lex", ListHolds()).items
    with town.refused("runtime.not_permitted", Denied):
        town.ask("ada", ListPlacements(town.member("bob")))


def test_the_days_of_a_lurker(town: Any) -> None:
    """Cid reads, votes and reacts, puts off what has to be read, and acknowledges it at last."""
    sales = town.unit("Sales", manager=town.member("ada"))
    town.place("cid", sales.id)
    post = town.must_read(units=(sales.id,), days=4)
    topic = town.topic(by="bob")
    assert {one.id for one in town.ask("cid", ListThreads()).items} == {post.id, topic.id}
    town.do("cid", AddReaction(topic.id, "like"))
    call = town.idea_call(evaluators=(town.member("bob"), town.member("stew")))
    idea = town.idea(call, by="bob")
    town.do("cid", VoteOnSuggestion(idea))
    assert [one.id for one in town.ask("cid", ListSuggestions()).items] == [idea]
    for _ in range(4):
        town.pass_time(days=1)
    assert "internal.must_read" in told_of(town, "cid")
    (must,) = town.ask("cid", ListMyMustReads())
    assert must.is_overdue
    (told,) = [
        item for item in town.ask("ada", ListInbox()).items if item.kind == "internal.must_read_overdue"
    ]
    assert town.ask("ada", ReadOverdueReaders(told.object)).members == (town.member("cid"),)
    with town.refused("runtime.not_permitted", Denied):
        town.ask("cid", CountAcknowledgements(post.id))
    town.do("cid", AcknowledgeAnnouncement(post.id, 1))
    assert town.ask("cid", ListMyMustReads()) == ()
    assert town.ask("ada", ReadOverdueReaders(told.object)).members == (), "who has read it is late no more"
    assert "cid" in {entry.member.name for entry in town.ask("ada", SearchDirectory(text="cid")).items}
    town.go_to(call.collect_until)
    with town.refused("internal.idea_call_state", Conflict):
        town.do("cid", SubmitIdea(call.id, "Too late"))
    with town.refused("internal.no_evaluator", Denied):
        town.do("cid", MarkIdea(idea, (5, 5)))
    may_not(
        town,
        "cid",
        OpenIdeaCall(
            title="Mine",
            purpose="For me",
            criteria=(),
            collect_until=town.clock() + timedelta(days=1),
            evaluate_until=town.clock() + timedelta(days=2),
            report_within=timedelta(days=1),
            evaluators=(),
        ),
        CreateAnnouncement(title="Mine", body="Mine."),
    )


def test_a_buddy_who_has_no_time(town: Any) -> None:
    plan = town.do("pat", CreateOnboardingPlan("First weeks"))
    town.do("pat", AddPlanTask(plan.id, "Get a key"))
    started = town.do("pat", StartOnboarding(town.member("ada"), plan.id, buddy=town.member("bob")))
    with town.refused("internal.not_the_buddy", Denied):
        town.do("ada", DeclineBuddy(started.id))
    town.do("bob", DeclineBuddy(started.id))
    assert "internal.onboarding_buddy_lost" in told_of(town, "pat")
    with town.refused("runtime.not_found", NotFound):
        town.ask("bob", ReadOnboarding(started.id))
