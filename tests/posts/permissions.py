"""Who may do what with posts."""

from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from commkit import SYSTEM
from commkit.posts import (
    AddSynonym,
    AttachFile,
    AttachmentPort,
    FolderAttachments,
    KeepUpload,
    LockThread,
    OpenPoll,
    OpenWiki,
    PinThread,
    Publish,
    Reply,
    ReserveAttachment,
    ReserveTag,
    ScheduleDraft,
    StartDraft,
)
from commkit.posts.polls.tables import ballot, poll, poll_choice, vote
from commkit.testing.counters import counted
from commkit.testing.permissions import Thing, by
from commkit.testing.stage import NOBODY_HERE, OTHER
from commkit.testing.things import opened

PORTS = {AttachmentPort: FolderAttachments(Path(gettempdir()) / "commkit-unused")}


def _kind(cell: Any) -> str:
    kinds = cell.stage.kit.registry.types[cell.stage.community.type].post_kinds
    return str(next(kind.name for kind in kinds if kind.opens))


def _thread(cell: Any) -> Any:
    return opened(cell.stage, OTHER)


def _reply(cell: Any) -> Any:
    return cell.stage.do(OTHER, Reply(_thread(cell), "Hm.")).id


def _with(command: Any) -> Any:
    """A thread about which a command was sent."""

    def make(cell: Any) -> Any:
        thread = _thread(cell)
        cell.stage.do(SYSTEM, command(thread))
        return thread

    return make


def _tag(cell: Any) -> str:
    """A tag that a thread bears."""
    name = uuid4().hex
    cell.stage.do(OTHER, Publish(kind=_kind(cell), title="Why?", body="So.", tags=(name,)))
    return name


def _synonym(cell: Any) -> str:
    return str(cell.stage.do(SYSTEM, AddSynonym(uuid4().hex, "build")).name)


def _reserved(cell: Any) -> str:
    return str(cell.stage.do(SYSTEM, ReserveTag(uuid4().hex)).name)


def _draft(stage: Any, actor: Any) -> Any:
    kind = next(kind.name for kind in stage.kit.registry.types[stage.community.type].post_kinds if kind.opens)
    draft = stage.do(actor, StartDraft(kind=kind, title="Why?", body="So."))
    return stage.do(actor, ScheduleDraft(draft.id, stage.clock().replace(year=2099))).id


def _announced(stage: Any, actor: Any) -> Any:
    return stage.do(actor, ReserveAttachment("a.png", 5)).id


def _stored(stage: Any, actor: Any) -> Any:
    file = _announced(stage, OTHER if actor is SYSTEM or actor in NOBODY_HERE else actor)
    return stage.do(SYSTEM, KeepUpload(file, size=5, media_type="image/png", digest="0")).id


def _attached(stage: Any, actor: Any) -> Any:
    return stage.do(actor, AttachFile(_stored(stage, actor), opened(stage, actor))).id


COUNTERS = {
    counter.name: counter
    for counter in (
        counted(poll.c.ballot_count, ballot, ballot.c.post == poll.c.post),
        counted(
            poll_choice.c.vote_count,
            vote,
            (vote.c.post == poll_choice.c.post) & (vote.c.choice == poll_choice.c.number),
        ),
    )
}
WORDS = {"media_type": ("image/png",), "size": (1,)}
THINGS = {"DraftId": Thing(_draft), "AttachmentId": Thing(_attached)}

POLLED = {"post": _with(lambda thread: OpenPoll(post=thread, question="Which?", choices=("a", "b")))}
READ = by(visitor="any", steward="any+gone")
LIST = by(visitor="any")
REACT = by(member="any", silenced="any", steward="any+gone", system="no", given={"reaction": "heart"})

EXPECTED = {
    "posts.read_post": READ,
    "posts.thread_page": READ,
    "posts.history": READ,
    "posts.reactions": READ,
    "posts.newest_page": LIST,
    "posts.activity_page": LIST,
    "posts.unanswered_page": LIST,
    "posts.member_page": by(visitor="any+gone"),
    "posts.tag_page": LIST,
    "posts.busiest_tags": LIST,
    "posts.compare_versions": READ,
    "posts.read_marks": by(visitor="any+gone"),
    "posts.pinned_posts": LIST,
    "posts.tag_rules": LIST,
    "posts.first_posts_page": by(steward="any"),
    "posts.read_poll": by(visitor="any", given=POLLED),
    "posts.voters": by(visitor="any", given=POLLED),
    "posts.read_attachment": by(visitor="any"),
    "posts.attachments_of": READ,
    "posts.read_draft": by(member="own", system="no"),
    "posts.my_drafts": by(member="any", system="no"),
    "posts.my_scheduled": by(member="any", system="no"),
    "posts.publish": by(member="any", given={"kind": _kind, "title": "Why?"}),
    "posts.reply": by(member="any", steward="any+gone"),
    "posts.edit_post": by(member="own", steward="any+gone"),
    "posts.remove_post": by(member="own", steward="any+gone"),
    "posts.restore_post": by(steward="any+gone"),
    "posts.change_state": by(member="own", steward="any+gone", given={"state": "closed"}),
    "posts.react": REACT,
    "posts.unreact": REACT,
    "posts.start_draft": by(member="any", system="no"),
    "posts.save_draft": by(member="own", system="no"),
    "posts.discard_draft": by(member="own", system="no"),
    "posts.publish_draft": by(member="own", system="no"),
    "posts.schedule_draft": by(member="own", system="no"),
    "posts.unschedule_draft": by(member="own", system="no"),
    "posts.see_published": by(system="any", archived=True),
    "posts.pin_thread": by(steward="any+gone"),
    "posts.unpin_thread": by(steward="any", given={"thread": _with(PinThread)}),
    "posts.lock_thread": by(steward="any+gone"),
    "posts.unlock_thread": by(steward="any", given={"thread": _with(LockThread)}),
    "posts.open_wiki": by(member="own", steward="any+gone"),
    "posts.close_wiki": by(steward="any", given={"post": _with(OpenWiki)}),
    "posts.move_post": by(steward="any+gone", given={"post": _reply}),
    "posts.merge_threads": by(steward="any+gone", given={"into": _thread}),
    "posts.split_thread": by(steward="any", given={"post": _reply, "kind": _kind, "title": "Why?"}),
    "posts.add_synonym": by(steward="any", given={"synonym": "py", "tag": "python"}),
    "posts.merge_tags": by(steward="any", given={"tag": _tag, "into": _tag}),
    "posts.rename_tag": by(steward="any", given={"tag": _tag, "name": "anew"}),
    "posts.drop_synonym": by(steward="any", given={"synonym": _synonym}),
    "posts.reserve_tag": by(steward="any", given={"tag": "news"}),
    "posts.free_tag": by(steward="any", given={"tag": _reserved}),
    "posts.carry_tag": by(system="any", archived=True, given={"tag": _synonym}),
    "posts.open_poll": by(member="own", steward="any+gone", given={"choices": ("a", "b")}),
    "posts.vote": by(member="any", silenced="any", system="no", given=POLLED | {"choices": (0,)}),
    "posts.take_vote_back": by(member="any", silenced="any", system="no", given=POLLED),
    "posts.close_poll": by(steward="any", given=POLLED),
    "posts.settle_poll": by(system="any", archived=True, given=POLLED),
    "posts.reserve_attachment": by(member="any", system="no", given={"name": "a.png", "size": 5}),
    "posts.keep_upload": by(
        system="any",
        given={"attachment": lambda cell: _announced(cell.stage, OTHER), "media_type": "image/png"},
    ),
    "posts.attach_file": by(
        member="own",
        steward="any+gone",
        system="no",
        given={"attachment": lambda cell: _stored(cell.stage, cell.actor)},
    ),
    "posts.drop_attachment": by(member="own", steward="any"),
    "posts.drop_orphan": by(system="any", archived=True),
}
