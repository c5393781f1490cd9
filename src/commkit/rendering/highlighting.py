"""Syntax highlighting: HTML with the CSS classes of Pygments, for any of its style sheets."""

from collections.abc import Iterator
from functools import cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import STANDARD_TYPES

from commkit.rendering import limits
from commkit.rendering.context import RenderContext

HIGHLIGHT_LANGUAGES = frozenset({
    "bash", "c", "c#", "c++", "clojure", "cpp", "cs", "csharp", "css", "dart", "diff", "docker",
    "dockerfile", "elixir", "erlang", "fsharp", "go", "golang", "graphql", "haskell", "html", "http",
    "ini", "java", "javascript", "js", "json", "jsx", "julia", "kotlin", "lua", "matlab", "nginx",
    "objective-c", "ocaml", "perl", "php", "powershell", "protobuf", "py", "pycon", "python", "python3",
    "r", "rb", "rs", "ruby", "rust", "scala", "scss", "sh", "shell", "sql", "swift", "tex", "toml",
    "ts", "typescript", "udiff", "vbnet", "xml", "yaml", "yml", "zsh",
})  # fmt: skip
"""The languages that are highlighted; the slowest input of each was measured. Others are not highlighted."""

HIGHLIGHT_CLASSES = frozenset(filter(None, STANDARD_TYPES.values()))
"""The CSS classes of highlighted code."""


def render_code_block(code: str, *, language: str, context: RenderContext) -> str:
    """The HTML of a code block; highlighted where its language is known and it is within the limits."""
    name = language.lower()
    if not (
        context.highlight
        and name in HIGHLIGHT_LANGUAGES
        and _within_limits(code)
        and len(code) <= context.code
    ):
        return f'<pre class="highlight"><code>{escape(code)}</code></pre>\n'
    context.code -= len(code)
    return f'<pre class="highlight"><code>{"".join(_highlight(code, name))}</code></pre>\n'


def _within_limits(code: str) -> bool:
    """Whether every lexer is fast on it: their patterns can take quadratic time in a line, or over lines."""
    lines = code.split("\n")
    return (
        len(code) <= limits.MAX_CODE_BLOCK
        and len(lines) <= limits.MAX_CODE_LINES
        and max(map(len, lines)) <= limits.MAX_CODE_LINE
    )


def _highlight(code: str, name: str) -> Iterator[str]:
    lexer = _lexer(name)()  # a new one for each text: some keep state
    for _, kind, value in lexer.get_tokens_unprocessed(code):
        # A token type without a class gets that of its parent.
        css = next((STANDARD_TYPES[known] for known in reversed(kind.split()) if known in STANDARD_TYPES), "")
        yield f'<span class="{css}">{escape(value)}</span>' if css else escape(value)


@cache
def _lexer(name: str) -> type[Lexer]:
    return find_lexer_class_by_name(
        "yaml" if name == "yml" else name
    )  # older versions of Pygments do not know yml
