"""The code blocks of a page, run in order, as a reader would: in one folder, with one set of names.

- `python` runs; `python title="path/file.py"` writes that file instead (so do other languages with a title).
- `text` is the output of the Python block before it.
- `console` holds commands after `$`; the text below a command must be in its output.
- `css`, `html`, `ini`, `js`, `sh`, `json`, `toml` and `mermaid` are only for reading.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

from sybil import Document, Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
TO_READ = frozenset({"css", "html", "ini", "js", "json", "mermaid", "sh", "toml"})

_INFO = re.compile(r'(?P<language>\S*)(?: title="(?P<title>[^"]+)")?[ \t]*$\n', re.MULTILINE)
_python = PythonEvaluator()


def parse(page: Path) -> Document:
    """The page with its blocks as examples."""
    return Sybil(parsers=[_blocks], encoding="utf-8").parse(page)


def _blocks(document: Document):
    for region in RawFencedCodeBlockLexer(_INFO)(document):
        region.parsed = region.lexemes["source"]
        region.evaluator = _run
        yield region


def _run(example: Example) -> None:
    language, title = example.region.lexemes["language"], example.region.lexemes["title"]
    where = f"{example.path}:{example.line}"
    if title:
        file = Path(title)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(example.parsed)
    elif language == "python":
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            _python(example)
        example.namespace["__printed__"] = printed.getvalue()
    elif language == "text":
        assert example.namespace.pop("__printed__", None) == example.parsed, where
    elif language == "console":
        _console(example.parsed, where)
    else:
        assert language in TO_READ, f"{where}: what is a block of {language!r}?"


def _console(block: str, where: str) -> None:
    assert block.startswith("$ "), f"{where}: a console block begins with a command"
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        printed = _command(shlex.split(command, comments=True), where)
        for line in shown.splitlines():
            assert line.strip() in ("", "...") or line.rstrip() in printed, f"{where}: {command}\n{printed}"


def _command(words: list[str], where: str) -> str:
    """Run what this machine can run in a moment; see that the rest names things that there are."""
    match words:
        case ["commkit" | "python" as program, *rest]:
            return _ran([str(BIN / program), *rest], where)
        case ["pytest", *rest]:
            return _ran([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *rest], where)
        case ["make", *rest]:
            targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
            assert all(word in targets for word in rest if "=" not in word), f"{where}: {words}"
        case ["pip", "install", "--editable", folder]:
            assert (Path(folder) / "pyproject.toml").is_file(), f"{where}: there is no {folder}"
            sys.path.insert(0, str((Path(folder) / "src").resolve()))  # the test puts it back as it was
        case ["pip", "install", *requirements]:
            for requirement in requirements:
                _installable(requirement, where)
        case _:
            raise AssertionError(f"{where}: what is {words}?")
    return ""


def _ran(words: list[str], where: str) -> str:
    done = subprocess.run(words, check=False, capture_output=True, text=True, timeout=300, env=_environment())
    assert done.returncode == 0, f"{where}: {words}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def _environment() -> dict[str, str]:
    """That of the tests, in which what the page made and installed can be imported."""
    paths = [str(folder.resolve()) for folder in sorted(Path().glob("*/src"))]
    known = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "COLUMNS": "200",
        "PYTHONPATH": os.pathsep.join([*paths, *([known] if known else [])]),
    }


def _installable(requirement: str, where: str) -> None:
    """A folder of the repository that is a distribution, or the name of one, with extras that it has."""
    found = re.fullmatch(r"([./\w-]+?)(?:\[([\w,-]+)\])?", requirement)
    assert found, f"{where}: {requirement}"
    name, extras = found.groups()
    folder = ROOT / name if name.startswith(".") else ROOT if name == "commkit" else ROOT / "plugins" / name
    assert (folder / "pyproject.toml").is_file(), f"{where}: there is no {name}"
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    for extra in (extras or "").split(",") if extras else ():
        assert extra in project["optional-dependencies"], f"{where}: {name} has no extra {extra}"
