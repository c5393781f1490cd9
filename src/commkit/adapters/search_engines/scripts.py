"""JSON-LD as the text of an HTML element."""

import json
from collections.abc import Mapping
from typing import Any

_ESCAPED = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
"""What could end the element, begin a comment in it, or end a line in a script."""


def json_ld_text(data: Mapping[str, Any]) -> str:
    """JSON that is safe between `<script type="application/ld+json">` and its end, and means the same.

    Args:
        data: What one of the functions beside gave.
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


def json_ld_script(data: Mapping[str, Any]) -> str:
    """The whole element; it is data and no script, so that no Content-Security-Policy stops it.

    Args:
        data: What one of the functions beside gave.
    """
    return f'<script type="application/ld+json">{json_ld_text(data)}</script>'
