"""Uploads: bytes up to the host's store of attachments, and nothing of them where they are refused.

`POST {base}/{community}/-/files?name=trace.txt` with the bytes as its body, or with a form of one file, stores a file;
`&post=ID` attaches it.

What can be refused is refused in the unit that announces the file, so that nothing is announced. What fails later is
given back at once: the bytes, and the file itself unless it was sent with an Idempotency-Key. Then the next request
with that key sends its bytes again, in an attempt with a key of its own in the store.
"""

import hashlib
import logging
from typing import Any
from uuid import UUID

from attrs import frozen

from commkit.adapters.http.answers import plain_answer
from commkit.adapters.http.contract import FILES, Contract, community_of
from commkit.adapters.http.forms import FORM, media_type_in, read_form_file
from commkit.adapters.http.reading import check_method, read_query
from commkit.adapters.http.steps import Call, Plan, Steps, Transfer
from commkit.adapters.http.values import Request
from commkit.posts import (
    AttachFile,
    Attachment,
    AttachmentId,
    AttachmentPort,
    AttachmentStatus,
    CreateUpload,
    PostId,
    ReadAttachment,
    ReadPost,
    RetryUpload,
    UploadTicket,
    check_upload,
    store_upload,
)
from commkit.posts.jobs import PurgeOrphanedUpload
from commkit.runtime.model.errors import Conflict, Denied, Invalid, NotFound
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session
from commkit.runtime.values.serialization import load

_log = logging.getLogger("commkit")


@frozen
class _Upload:
    """A file on its way.

    Attributes:
        actor: Who sends it.
        place: The community.
        port: The host's store.
        name: Its name.
        data: Its bytes.
        post: The post it is attached to; None for none.
        key: The Idempotency-Key; None for none.
    """

    actor: str | None
    place: str | CommunityId | None
    port: AttachmentPort
    name: Any
    data: bytes
    post: PostId | None
    key: str | None


def check_uploader(actor: str | None) -> None:
    """Refuse a visitor: files belong to members.

    Raises:
        Denied: Nobody is signed in.
    """
    if actor is None:
        raise Denied("runtime.not_permitted", "sign in to store files", permission="posts.attach")


def plan_upload(contract: Contract, request: Request, community: str, actor: str | None) -> Plan:
    """The plan of an upload: announce, store, complete, and attach where a post is named.

    Raises:
        BadRequest: It is no file, or a form with none or several.
        Invalid: The name or the post is wrong; the file is too large or of a media type that is not allowed.
        Conflict: The host stores no files; or the key was used for something else.
    """
    check_method(request, "POST")
    port = contract.kit.port(AttachmentPort)
    if port is None:
        raise Conflict("posts.attachments_not_configured", "this application stores no files")
    name, post = _asked(request)
    if media_type_in(request) == FORM:
        found, data = yield Transfer(lambda: read_form_file(request))  # not on the loop: it takes its time
        name = name or found
    else:
        data = request.body
    key = request.headers.get("idempotency-key")
    upload = _Upload(actor, community_of(community), port, name, data, post, key)
    file: Attachment = yield from _steps(upload)
    return plain_answer(file, status=201, location=f"{request.base}/{community}{FILES}/{file.id}")


def _asked(request: Request) -> tuple[Any, PostId | None]:
    """The name of the file and the post, as the query string has them."""
    values = read_query(request.query)
    name = values.pop("name", "")
    post = PostId(load(UUID, values.pop("post"))) if "post" in values else None
    if values:
        raise Invalid.field(min(values), "unknown_field", "give `name`, and `post` to attach it")
    return name, post


def _steps(upload: _Upload) -> Steps[Attachment]:
    announced: list[UploadTicket] = []
    try:
        file = yield from _announce(upload, announced)
        if file.status is AttachmentStatus.PENDING:
            ticket = announced[0]
            completed = yield Transfer(lambda: store_upload(upload.port, ticket, upload.data))
            file = yield Call(SYSTEM, upload.place, lambda session: session.do(completed))
        if upload.post is not None and file.status is AttachmentStatus.STORED:
            attach = AttachFile(file.id, upload.post)
            file = yield Call(upload.actor, upload.place, lambda session: session.do(attach))
        return file
    except GeneratorExit:  # nobody carries out another step
        raise
    except BaseException:  # also where the client went meanwhile, and the process ends
        if announced:
            yield from _give_back(upload, announced[0])
        raise


def _announce(upload: _Upload, announced: list[UploadTicket]) -> Steps[Attachment]:
    """Announce the file; with a key that was used before, go on with what it announced then.

    Args:
        upload: The upload.
        announced: Gets the ticket, also where nobody waits any more for what the unit gives.
    """

    def announce(session: Session) -> Attachment:
        announced.clear()  # a unit may be run again
        if upload.post is not None:
            _check_post(session, upload.post)
        ticket = session.do(CreateUpload(upload.name, max(len(upload.data), 1)))
        check_upload(ticket, upload.data)  # what is refused here was never announced
        announced.append(ticket)
        return session.ask(ReadAttachment(ticket.id))

    try:
        file: Attachment = yield Call(upload.actor, upload.place, announce, idempotency_key=upload.key)
        return file
    except Conflict as error:
        id = error.data.get("result")
        if error.code != "runtime.already_done" or id is None:
            raise
        return (yield from _announce_again(upload, AttachmentId(id), error, announced))


def _announce_again(
    upload: _Upload, id: AttachmentId, error: Conflict, announced: list[UploadTicket]
) -> Steps[Attachment]:
    """Go on with a file that was announced before; its bytes are sent again where they are not stored."""

    def announce(session: Session) -> Attachment:
        announced.clear()  # a unit may be run again
        found = session.ask(ReadAttachment(id))
        if (
            found.status is AttachmentStatus.PENDING
        ):  # the rules may have changed, and these may be other bytes
            if upload.post is not None:
                _check_post(session, upload.post)
            ticket = session.do(RetryUpload(id))
            check_upload(ticket, upload.data)
            announced.append(ticket)
        return found

    try:
        file: Attachment = yield Call(upload.actor, upload.place, announce)
    except NotFound:  # it was deleted, or is none of theirs any more
        raise error from None
    is_same = file.status is AttachmentStatus.PENDING or file.digest == _digest(upload.data)
    if not is_same or (file.status is AttachmentStatus.ATTACHED and file.post != upload.post):
        raise Conflict(
            "runtime.key_reused",
            "this idempotency key was used for another file; use a new key for a new one",
        )
    return file


def _check_post(session: Session, post: PostId) -> None:
    """Refuse a post to which the actor may attach nothing."""
    if not session.can("posts.edit", session.ask(ReadPost(post))):
        raise Denied(
            "runtime.not_permitted", "this needs the permission 'posts.edit'", permission="posts.edit"
        )


def _give_back(upload: _Upload, ticket: UploadTicket) -> Steps[None]:
    """Forget what was announced and delete what was stored; where even that fails, the worker does it a day later.

    Nobody can tell from an error whether completing was committed, so the database is asked first what counts. The file
    may be gone by then: deleted, or erased with its uploader, before there were bytes that could be deleted.
    """
    purge = PurgeOrphanedUpload(ticket.id, ticket.attempt, keep=upload.key is not None)
    try:
        if (yield Call(SYSTEM, upload.place, lambda session: session.do(purge))):
            yield Transfer(lambda: upload.port.delete(ticket.key))
    except Exception as error:  # the store's may be any
        _log.warning("http.upload_not_given_back %s", error)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
