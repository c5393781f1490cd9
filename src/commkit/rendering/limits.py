"""What one text may cost. What costs more is shown as plain text, or without the part that costs too much.

Parsers, highlighters and sanitizers all have texts on which their work grows with the square of the length. Each limit
was set by measuring such texts: the worst ones known take about half a second, a long honest post 50 ms.
"""

MAX_SOURCE = 50_000
"""Characters of Markdown that are formatted; a post has 40,000 at most."""

MAX_PLAIN = 50_000
"""Characters that are shown of a text that is not formatted."""

MAX_OUTPUT = 500_000
"""Characters of HTML; a reference to a long address, repeated, makes a thousand times what was written."""

MAX_STEPS = 60_000
"""How often a rule of the Markdown parser may be tried; an honest text takes less than one for each character."""

MAX_TOKENS = 30_000
"""Pieces a Markdown text may be cut into; tables fill up missing cells, so few characters can make many."""

MAX_WORD = 2_000
"""Characters without white space in which a bare address is looked for."""

MAX_MENTIONS = 50
"""Mentions that become links."""

MAX_CODE = 8_000
"""Characters of code that are highlighted in one text."""

MAX_CODE_BLOCK = 4_000
"""Characters of a block of code that is highlighted."""

MAX_CODE_LINES = 250
"""Lines of a block of code that is highlighted."""

MAX_CODE_LINE = 400
"""Characters of a line in a block of code that is highlighted."""

MAX_HTML = 100_000
"""Characters of HTML that are cleaned."""

MAX_HTML_TAGS = 8_000
"""Tags in HTML that is cleaned."""

MAX_HTML_REOPENED = 500_000
"""Formatting tags that may stay open, times all tags. Browsers, and parsers that act like them, open again in each
paragraph every formatting that was not closed; so 40 kB of HTML can make 30 MB."""
