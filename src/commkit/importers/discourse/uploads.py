"""The uploads of posts, as the options of an import say: none, links to the forum, or files of a folder."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from attrs import evolve, frozen

from commkit.importers.discourse.addresses import Address, find_addresses
from commkit.importers.discourse.folder import UploadsFolder
from commkit.importers.discussions.attaching import AttachedUploads
from commkit.importers.discussions.links import LinkedUploads
from commkit.importers.discussions.records import FoundUpload
from commkit.importers.discussions.uploads import UploadPolicy
from commkit.importers.ports import KitWithPorts
from commkit.posts import AttachmentPort
from commkit.runtime.model.errors import Conflict, Invalid

Uploads = Literal["none", "link", "files"]
"""What becomes of uploads."""

_MAX_SITE = 200
_SITE = re.compile(r"(?P<host>(?i:https?)://[\w.-]+(?::\d{1,5})?)(?P<path>(?:/[\w.~-]+)*/?)", re.ASCII)
_SIZES = re.compile(r"(?:\|[^\[\]\n|]{0,50}){1,3}(?=\]\(upload://)")
"""The size of a picture and what kind of file it is, in the words of its link: `![tea|690x400](upload://...)`."""


@frozen
class UploadTexts:
    """Finds the uploads of posts in their texts.

    Attributes:
        site: The address of the forum, without a `/` at the end, for links to it; empty for no links.
        hosts: The hosts at which links may lead to uploads.
    """

    site: str = ""
    hosts: frozenset[str] = frozenset()

    def read(self, text: str, *, markdown: bool) -> tuple[str, tuple[FoundUpload, ...]]:
        """The text with the links that it gets, and its uploads, each once."""
        if self.site and markdown:
            text = _SIZES.sub("", text)
        found: dict[str, FoundUpload] = {}
        parts, end = [], 0
        for address in find_addresses(text):
            upload = address.upload
            if upload is not None:
                reason = upload.reason or self._refuse(address)
                before = found.get(upload.key)
                if before is None or (before.reason and not reason):
                    found[upload.key] = evolve(upload, reason=reason)
            parts += [text[end : address.start], self._link(address)]
            end = address.end
        return "".join((*parts, text[end:])), tuple(found.values())

    def _refuse(self, address: Address) -> str:
        return "host not allowed" if self.site and address.host and address.host not in self.hosts else ""

    def _link(self, address: Address) -> str:
        refused = address.upload is not None and address.upload.reason
        if not self.site or refused or self._refuse(address):
            return address.text
        scheme, _, rest = self.site.partition("://")
        if address.text.lower().startswith("upload://"):
            return f"{self.site}/uploads/short-url/{address.text[len('upload://') :]}"
        if address.text.startswith("//"):
            return f"{scheme}:{address.text}"
        return address.text if address.host else f"{scheme}://{rest.partition('/')[0]}{address.text}"


def options_of(
    kit: KitWithPorts,
    uploads: Uploads,
    *,
    uploads_from: str | Path | None,
    site: str | None,
    upload_hosts: Sequence[str],
) -> tuple[UploadTexts | None, UploadPolicy | None]:
    """How uploads are found, and how they are taken; both None for `none`.

    Raises:
        Invalid: An option is missing, malformed, or says nothing here.
        Conflict: Files are to be attached, and the host stores none.
    """
    if uploads not in ("none", "link", "files"):
        raise Invalid.field("uploads", "unknown", "say none, link or files")
    if uploads_from is not None and uploads != "files":
        raise Invalid.field("uploads_from", "unused", "a folder of uploads needs uploads=files; leave it out")
    if (site is not None or upload_hosts) and uploads != "link":
        field = "site" if site is not None else "upload_hosts"
        raise Invalid.field(field, "unused", "this needs uploads=link; leave it out")
    if uploads == "link":
        address = _site_of(site)
        hosts = {host.strip().lower() for host in upload_hosts}
        return UploadTexts(address, frozenset({urlsplit(address).netloc, *hosts})), LinkedUploads()
    if uploads == "none":
        return None, None
    if uploads_from is None:
        raise Invalid.field("uploads_from", "required", "give the folder `uploads` of a backup")
    port = kit.port(AttachmentPort)
    if port is None:
        raise Conflict(
            "posts.attachments_not_configured",
            "the host stores no files: give the Kit ports={AttachmentPort: ...}, and import with --app",
        )
    return UploadTexts(), AttachedUploads(UploadsFolder(uploads_from), port)


def _site_of(site: str | None) -> str:
    told = "give the address of the forum, such as https://forum.example"
    if site is None:
        raise Invalid.field("site", "required", told)
    match = _SITE.fullmatch(site)
    if match is None or len(site) > _MAX_SITE:
        raise Invalid.field("site", "malformed", told)
    return f"{match['host'].lower()}{match['path'].rstrip('/')}"
