"""What identifies an entry, which are taken, and how their texts are cleaned; no database.

Texts are cleaned by the core's own rendering: HTML by its sanitizer, titles and summaries to plain text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from html import escape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from commkit.rendering import excerpt, render
from commkit_feedreader.documents.records import SourceEntry, SourceText
from commkit_feedreader.entries.importing.records import Candidate, KnownEntry, Plan

TITLE_LENGTH = 300
SUMMARY_LENGTH = 500
MAX_BODY = 38_000
"""Characters of the HTML of a post, without the line that names its source; a post has 40,000."""
_MAX_LINK = 2_000
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref_src", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?<![\w@/.&+-])@(?=[\w\"])")
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
_JOINER = "\u2060"


def web_address(link: str) -> str:
    """A link that a page may lead to: `https:` or `http:`, without a user's name; empty for anything else."""
    link = link.strip()
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host or not link.isprintable() or " " in link:
        return ""
    if "@" in parts.netloc:
        return ""
    if port == _DEFAULT_PORTS[parts.scheme]:
        parts = parts._replace(netloc=parts.netloc.rpartition(":")[0])
    made = urlunsplit(parts._replace(netloc=parts.netloc.lower()))
    return made if len(made) <= _MAX_LINK else ""


def canonical_link(link: str) -> str:
    """What two links have in common that lead to one page; empty where it is no link.

    The scheme, the fragment, parameters that only tell where a reader came from, and a slash at the end make no
    difference.
    """
    address = web_address(link)
    if not address:
        return ""
    parts = urlsplit(address)
    query = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    ]
    return urlunsplit(("", parts.netloc, parts.path.rstrip("/"), urlencode(query), ""))


def candidates(entries: Iterable[SourceEntry]) -> list[Candidate]:
    """The entries of a document with what identifies each: its id, else its link, else what it says.

    Of several with one key the first counts. A link that several entries share, such as that of the site, says nothing
    about which of them is which.
    """
    entries = list(entries)
    links = Counter(link for link, _ in {(canonical_link(entry.link), entry.id.strip()) for entry in entries})
    found: dict[str, Candidate] = {}
    for entry in entries:
        link = canonical_link(entry.link)
        link = link if links[link] == 1 or not entry.id.strip() else ""
        digest = _hash(entry.title.value, entry.text.value, web_address(entry.link))
        if entry.id.strip():
            key = _hash("id", entry.id.strip())
        else:
            key = _hash("link", link) if link else _hash("text", digest)
        made = Candidate(
            source=entry,
            key=key,
            link_key=_hash("link", link) if link else "",
            digest=digest,
            at=entry.published or entry.updated,
        )
        found.setdefault(key, made)
    return list(found.values())


def _hash(*texts: str) -> str:
    data = "\0".join(texts).encode("utf-8", "surrogatepass")
    return sha256(data).hexdigest()


def same_entry(
    candidate: Candidate, by_key: Mapping[str, KnownEntry], by_link: Mapping[str, KnownEntry]
) -> KnownEntry | None:
    """What an entry is known as: by its key, else by its link."""
    return by_key.get(candidate.key) or (by_link.get(candidate.link_key) if candidate.link_key else None)


def plan(
    found: Iterable[Candidate],
    known: Iterable[KnownEntry],
    *,
    first: bool,
    since: datetime | None,
    most: int,
) -> Plan:
    """Decide which entries are taken: the newest of those that are new or changed, the oldest of them first.

    Args:
        found: The entries of the document, as a rule the newest first.
        known: What is known of them.
        first: Whether it is the first document of the feed.
        since: Entries from before are passed over unless the document is the first; None takes those, too.
        most: How many are taken at once.
    """
    known = list(known)
    by_key = {each.key: each for each in known}
    by_link = {each.link_key: each for each in known if each.link_key}
    seen, new = [], []
    for candidate in found:
        before = same_entry(candidate, by_key, by_link)
        if before is not None:
            seen.append(before.id)
        if before is None or before.digest != candidate.digest:
            is_old = (
                before is None and since is not None and candidate.at is not None and candidate.at < since
            )
            new.append((candidate, is_old))
    wanted = [candidate for candidate, is_old in new if first or not is_old]
    newest = sorted(
        wanted, key=lambda each: (each.at is None, each.at.timestamp() if each.at else 0), reverse=True
    )
    take = newest[:most]
    # What is old is not waited for. What has no date is: once the first document is done it would be taken for new.
    waiting = [each for each in newest[most:] if since is None or each.at is None or each.at >= since]
    return Plan(take=tuple(reversed(take)), seen=tuple(dict.fromkeys(seen)), left=len(waiting))


def is_posted(at: datetime | None, *, first: bool, older: bool, since: datetime) -> bool:
    """Whether an entry is posted where its feed is: those from before the subscription only if that was asked for.

    One without a date is taken for new, unless it was there when the feed was first read.
    """
    if older:
        return True
    return not first if at is None else at >= since


# --- texts -----------------------------------------------------------------------------------------------------------


def clean_title(text: SourceText) -> str:
    """A title as plain text on one line."""
    return excerpt(_as_html(text), TITLE_LENGTH, markup="html")


def clean_summary(text: SourceText) -> str:
    """The beginning of a text as plain text on one line."""
    return excerpt(_as_html(text), SUMMARY_LENGTH, markup="html")


def clean_body(text: SourceText, *, link: str, feed_title: str) -> str:
    """The HTML of the post that an entry becomes: its text, sanitized, and a line that says where it is from.

    Names in it mention nobody: who writes a feed is no member here, and notifies none.

    Args:
        text: The text of the entry.
        link: Where it can be read; empty where nobody knows.
        feed_title: What its feed calls itself.
    """
    html = str(render(_as_html(text), markup="html", resolve_link=partial(_resolve, text.base)))
    html = _without_mentions(html)
    if len(html) > MAX_BODY:
        html = f"<p>{escape(excerpt(html, MAX_BODY // 8, markup='html'))}</p>"
    source = escape(feed_title or urlsplit(link).hostname or "a feed")
    line = f'<a href="{escape(link)}">{source}</a>' if link else source
    return f"{html}\n<p>Imported from {_without_mentions(line)}</p>"


def _resolve(base: str, address: str) -> str | None:
    """The absolute address of a link in a text; the renderer takes an error for none."""
    return urljoin(base, address)


def _as_html(text: SourceText) -> str:
    if text.html:
        return text.value
    blocks = re.split(r"\n\s*\n", text.value)
    return "".join(
        f"<p>{escape(block.strip(), quote=False)}</p>".replace("\n", "<br>")
        for block in blocks
        if block.strip()
    )


def _without_mentions(html: str) -> str:
    """Sanitized HTML with a word joiner, which shows nothing, behind each `@` that would begin a name."""
    parts = _TAG.split(html)
    return "".join(part if place % 2 else _NAME.sub(f"@{_JOINER}", part) for place, part in enumerate(parts))
