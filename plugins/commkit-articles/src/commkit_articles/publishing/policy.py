"""What is left of the text of an article that is retracted; no database."""

import re
from datetime import datetime
from html import escape
from typing import Literal

_LINE = re.compile(r"(\s*(?:(?:[-*+>]|#{1,6}|\d{1,9}[.)])\s+)*)(.*?)(\s*)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_SIGNS = re.compile(r"([\\`*_~\[\]<>#&!|])")
Left = Literal["struck", "gone"]


def retracted_text(body: str, *, markup: str, reason: str, at: datetime, left: Left) -> str:
    """The text of a retracted article: that it is, when and why, and the text before, struck through or not at all.

    Args:
        body: The text before.
        markup: Its markup: `markdown` or `html`.
        reason: Why it is retracted, as plain text.
        at: When.
        left: What becomes of the text.
    """
    moment = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    if markup == "html":
        notice = f"<p><strong>Retracted on {moment}.</strong> {escape(reason)}</p>"
        return notice if left == "gone" else f"{notice}\n<del>{body}</del>"
    told = _SIGNS.sub(r"\\\1", " ".join(reason.split()))
    notice = f"**Retracted on {moment}.** {told}"
    return notice if left == "gone" else f"{notice}\n\n{strike(body)}"


def strike(body: str) -> str:
    """Strike a text in Markdown through, line by line (GFM, 6.5); what stands in code blocks becomes struck text.

    Args:
        body: The text.
    """
    return "\n".join(_struck(line) for line in body.splitlines() if not _FENCE.match(line))


def _struck(line: str) -> str:
    found = _LINE.fullmatch(line.expandtabs(4))
    if found is None or not found[2]:
        return line
    # Four spaces at the beginning would make code of it, in which nothing is struck.
    begins = found[1].lstrip(" ") if found[1].strip() == "" else found[1]
    return f"{begins}~~{found[2].replace('~~', '')}~~"
