"""Who may do what with posts."""

from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from commkit import SYSTEM
from commkit.posts import (
    AddTagSynonym,
    AttachFile,
    AttachmentPort,
    CompleteUpload,
    CreateDraft,
    CreatePoll,
    CreateReply,
    CreateThread,
    CreateUpload,
    EnableWiki,
    FileSystemAttachmentStore,
    LockThread,
    PinThread,
    ReserveTag,
    ScheduleDraft,
)
from commkit.posts.polls.tables import ballot, poll, poll_choice, vote
from commkit.testing.counters import counted
from commkit.testing.permissions import Thing, by
from commkit.testing.stage import NOBODY_HERE, OTHER
from commkit.testing.things import opened

PORTS = {AttachmentPort: FileSystemAttachmentStore(Path(gettempdir()) / "commkit-unused")}


def _kind(cell: Any) -> str:
    kinds = cell.stage.kit.registry.types[cell.stage.community.type].post_kinds
    return str(next(kind.name for kind in kinds if kind.opens))


def _thread(cell: Any) -> Any:
    return opened(cell.stage, OTHER)


def _reply(cell: Any) -> Any:
    return cell.stage.do(OTHER, CreateReply(_thread(cell), "Hm.")).id


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
    cell.stage.do(OTHER, CreateThread(kind=_kind(cell), title="Why?", body="So.", tags=(name,)))
    return name


def _synonym(cell: Any) -> str:
    return str(cell.stage.do(SYSTEM, AddTagSynonym(uuid4().hex, "build")).name)


def _reserved(cell: Any) -> str:
    return str(cell.stage.do(SYSTEM, ReserveTag(uuid4().hex)).name)


def _draft(stage: Any, actor: Any) -> Any:
    kind = next(kind.name for kind in stage.kit.registry.types[stage.community.type].post_kinds if kind.opens)
    draft = stage.do(actor, CreateDraft(kind=kind, title="Why?", body="So."))
    return stage.do(actor, ScheduleDraft(draft.id, stage.clock().replace(year=2099))).id


def _announced(stage: Any, actor: Any) -> Any:
    return stage.do(actor, CreateUpload("a.png", 5)).id


def _stored(stage: Any, actor: Any) -> Any:
    file = _announced(stage, OTHER if actor is SYSTEM or actor in NOBODY_HERE else actor)
    return stage.do(SYSTEM, CompleteUpload(file, size=5, media_type="image/png", digest="0")).id


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

POLLED = {"post": _with(lambda thread: CreatePoll(post=thread, question="Which?", choices=("a", "b")))}
READ = by(visitor="any", steward="any+gone")
LIST = by(visitor="any")
REACT = by(member="any", silenced="any", steward="any+gone", system="no", given={"reaction": "heart"})

EXPECTED = {
    "posts.read_post": READ,
    "posts.read_thread": READ,
    "posts.list_revisions": READ,
    "posts.count_reactions": READ,
    "posts.list_newest_threads": LIST,
    "posts.list_active_threads": LIST,
    "posts.list_unanswered_threads": LIST,
    "posts.list_member_posts": by(visitor="any+gone"),
    "posts.list_threads_by_tag": LIST,
    "posts.list_popular_tags": LIST,
    "posts.compare_revisions": READ,
    "posts.list_post_statuses": by(visitor="any+gone"),
    "posts.list_pinned_threads": LIST,
    "posts.list_tag_rules": LIST,
    "posts.list_first_posts": by(steward="any"),
    "posts.read_poll": by(visitor="any", given=POLLED),
    "posts.list_poll_voters": by(visitor="any", given=POLLED),
    "posts.read_attachment": by(visitor="any"),
    "posts.list_attachments": READ,
    "posts.read_draft": by(member="own", system="no"),
    "posts.list_my_drafts": by(member="any", system="no"),
    "posts.list_my_scheduled_drafts": by(member="any", system="no"),
    "posts.create_thread": by(member="any", given={"kind": _kind, "title": "Why?"}),
    "posts.create_reply": by(member="any", steward="any+gone"),
    "posts.edit_post": by(member="own", steward="any+gone"),
    "posts.remove_post": by(member="own", steward="any+gone"),
    "posts.restore_post": by(steward="any+gone"),
    "posts.update_post_state": by(member="own", steward="any+gone", given={"state": "closed"}),
    "posts.add_reaction": REACT,
    "posts.remove_reaction": REACT,
    "posts.create_draft": by(member="any", system="no"),
    "posts.update_draft": by(member="own", system="no"),
    "posts.delete_draft": by(member="own", system="no"),
    "posts.publish_draft": by(member="own", system="no"),
    "posts.schedule_draft": by(member="own", system="no"),
    "posts.unschedule_draft": by(member="own", system="no"),
    "posts.check_scheduled_draft": by(system="any", archived=True),
    "posts.pin_thread": by(steward="any+gone"),
    "posts.unpin_thread": by(steward="any", given={"thread": _with(PinThread)}),
    "posts.lock_thread": by(steward="any+gone"),
    "posts.unlock_thread": by(steward="any", given={"thread": _with(LockThread)}),
    "posts.enable_wiki": by(member="own", steward="any+gone"),
    "posts.disable_wiki": by(steward="any", given={"post": _with(EnableWiki)}),
    "posts.move_post": by(steward="any+gone", given={"post": _reply}),
    "posts.merge_threads": by(steward="any+gone", given={"into": _thread}),
    "posts.split_thread": by(steward="any", given={"post": _reply, "kind": _kind, "title": "Why?"}),
    "posts.add_tag_synonym": by(steward="any", given={"synonym": "py", "tag": "python"}),
    "posts.merge_tags": by(steward="any", given={"tag": _tag, "into": _tag}),
    "posts.rename_tag": by(steward="any", given={"tag": _tag, "name": "anew"}),
    "posts.remove_tag_synonym": by(steward="any", given={"synonym": _synonym}),
    "posts.reserve_tag": by(steward="any", given={"tag": "news"}),
    "posts.unreserve_tag": by(steward="any", given={"tag": _reserved}),
    "posts.retag_threads": by(system="any", archived=True, given={"tag": _synonym}),
    "posts.create_poll": by(member="own", steward="any+gone", given={"choices": ("a", "b")}),
    "posts.vote_in_poll": by(member="any", silenced="any", system="no", given=POLLED | {"choices": (0,)}),
    "posts.retract_poll_vote": by(member="any", silenced="any", system="no", given=POLLED),
    "posts.close_poll": by(steward="any", given=POLLED),
    "posts.expire_poll": by(system="any", archived=True, given=POLLED),
    "posts.create_upload": by(member="any", system="no", given={"name": "a.png", "size": 5}),
    "posts.complete_upload": by(
        system="any",
        given={"attachment": lambda cell: _announced(cell.stage, OTHER), "media_type": "image/png"},
    ),
    "posts.attach_file": by(
        member="own",
        steward="any+gone",
        system="no",
        given={"attachment": lambda cell: _stored(cell.stage, cell.actor)},
    ),
    "posts.delete_attachment": by(member="own", steward="any"),
    "posts.purge_orphaned_upload": by(system="any", archived=True),
}
