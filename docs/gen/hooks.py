"""What mkdocs asks while it builds: tables that come from the code, and links that lead out of the documentation.

A page holds `<!-- table: messages of posts -->` where a table belongs; so no table is kept by hand.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, get_args, get_type_hints

from attrs import fields, frozen

import commkit
from commkit import Command, CommunityType, Kit, Text
from commkit.core import UNIVERSAL_FEATURES
from commkit.runtime.composing.compiling import compile_type
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.model.types import ROLE_ORDER
from commkit_internal import DirectoryUnitSettings, Internal

ROOT = Path(__file__).parents[2]
_spec = spec_from_file_location("commkit_docs_author", Path(__file__).with_name("author.py"))
assert _spec is not None
assert _spec.loader is not None
author = module_from_spec(_spec)
_spec.loader.exec_module(author)
_PLUGINS = [
    folder
    for folder in sorted(ROOT.glob("plugins/commkit-*/src/commkit_*"))
    if folder.name != "commkit_demo"  # a command; no part of an application
]
SOURCES = (ROOT / "src/commkit", *_PLUGINS)
_FRONTS = (commkit, *(import_module(folder.name) for folder in _PLUGINS))

_TABLE = re.compile(r"<!-- table: (.+?) -->")
_OUTWARD = re.compile(r"\[[^\]]*\]\(((?:\.\./)+[^)#]+)(?:#[^)]*)?\)")
_OF_EVERY_FACT = frozenset({"id", "community", "actor", "at"})
_CODE = re.compile(r"[a-z_]+\.[a-z_{}]+")


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Fill in the tables, and name files of the repository that are no pages."""
    here = (ROOT / "docs" / page.file.src_uri).parent

    def named(link: re.Match[str]) -> str:
        target = (here / link[1]).resolve()
        if target.is_relative_to(ROOT / "docs"):
            return link[0]
        return f"`{target.relative_to(ROOT).as_posix()}`"

    return _TABLE.sub(lambda directive: table(directive[1]), _OUTWARD.sub(named, markdown))


def table(directive: str) -> str:
    """One of the tables, by the words that ask for it.

    Raises:
        ValueError: There is no such table.
    """
    match directive.split():
        case ["messages", "of", plugin]:
            return messages(plugin)
        case ["facts", "of", plugin]:
            return facts(plugin)
        case ["text", "limits"]:
            return text_limits()
        case ["setting", "limits"]:
            return setting_limits()
        case ["author", *words]:
            return _markdown(*author.rows_of(" ".join(words)))
        case ["error", "codes"]:
            return codes(faults=False)
        case ["field", "faults"]:
            return codes(faults=True)
    raise ValueError(f"there is no table {directive!r}")


def kit_of_all() -> Kit:
    """A Kit of all plugins of the repository, with those of their parts that a host has to ask for."""
    kit = Kit("sqlite://", plugins=[Internal(directory=DirectoryUnitSettings())], discover_installed=True)
    kit.close()
    return kit


def messages(plugin: str) -> str:
    """Every message of a noun or plugin, and which role may send it."""
    kit = kit_of_all()
    own = tuple(name for name in kit.registry.features if name.startswith(f"{plugin}."))
    made = kit.registry.types.get(plugin) or CommunityType("plain", features=("posts", *own))
    compiled = compile_type(made, kit.registry, everywhere=UNIVERSAL_FEATURES)
    roles = [*ROLE_ORDER, *compiled.community_type.roles]
    front = _front(plugin, kit)
    published = import_module(front).__all__
    rows = []
    for name, message in kit.registry.messages.items():
        if name.startswith(f"{plugin}."):
            kind = "command" if issubclass(message, Command) else "query"
            place = ", in the lobby" if message.lobby else ""
            module = front if message.__name__ in published else f"{front}.jobs"
            cells = [
                f"[`{message.__name__}`][{module}.{message.__name__}]",
                f"{kind}{place}",
                _result(message),
            ]
            rows.append(
                [*cells, f"`{message.permission}`", *(_may(compiled, role, message) for role in roles)]
            )
    if not rows:
        raise ValueError(f"{plugin!r} has no messages")
    return _markdown(["message", "what", "gives", "permission", *roles], rows)


def _front(plugin: str, kit: Kit) -> str:
    """The package that hands out what a noun or a plugin has."""
    return f"commkit_{plugin}" if plugin in kit.plugins.requires else f"commkit.{plugin}"


def facts(plugin: str) -> str:
    """Every fact of a noun or plugin: its fields, those of them that stay inside, and who is told of it live."""
    kit = kit_of_all()
    front = _front(plugin, kit)
    rows = []
    for name, fact in kit.registry.facts.items():
        if name.startswith(f"{plugin}."):
            own = [f"`{field.name}`" for field in fields(fact) if field.name not in _OF_EVERY_FACT]
            inside = [f"`{field}`" for field in (*fact.inward, *fact.personal)]
            told = f"`{fact.visible_to}`" if fact.visible_to is not None else "nobody"
            rows.append([f"[`{name}`][{front}.{fact.__name__}]", ", ".join(own), ", ".join(inside), told])
    if not rows:
        raise ValueError(f"{plugin!r} has no facts")
    return _markdown(["fact", "fields", "stay inside", "visible to"], rows)


def text_limits() -> str:
    """Every text of a command, and how long it may be."""
    kit = kit_of_all()
    rows = [
        [f"`{name}`", f"`{field}`", f"{limit.max:,}", "" if limit.multiline else "yes"]
        for name, message in sorted(kit.registry.messages.items())
        if issubclass(message, Command)
        for field, hint in get_type_hints(message, include_extras=True).items()
        for limit in _texts_in(hint)
    ]
    return _markdown(["command", "text", "characters", "on one line"], rows)


def _texts_in(hint: Any) -> Iterator[Text]:
    """The limits that an annotation names, also those of each of several texts."""
    found = [part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Text)]
    yield from found or (limit for part in get_args(hint) for limit in _texts_in(part))


def setting_limits() -> str:
    """Every setting of a feature that is a greatest number, with its default."""
    kit = kit_of_all()
    rows = [
        [f"`{name}`", f"`{field.name}`", f"{getattr(feature.settings, field.name):,}"]
        for name, feature in sorted(kit.registry.features.items())
        if feature.settings is not None
        for field in fields(type(feature.settings))
        if field.name.startswith("max_") or field.name in ("mails_per_day", "digest_threads")
    ]
    return _markdown(["feature", "setting", "default"], rows)


def _result(message: type[Any]) -> str:
    (result,) = (get_args(base)[0] for base in message.__orig_bases__ if get_args(base))  # type: ignore[attr-defined]  # of generic bases
    inner = f"`{result}`" if get_args(result) else f"`{getattr(result, '__name__', result)}`"
    return re.sub(r"(\w+\.)+", "", inner).replace("NoneType", "None")


def _may(compiled: DispatchTable, role: str, message: type[Any]) -> str:
    granted = compiled.granted(role, 0)
    if message.permission in granted:
        return "yes"
    return "own" if f"{message.permission}:own" in granted else ""


@frozen(order=True)
class Raised:
    """A place where an error is made."""

    code: str
    error: str
    says: str


_ERRORS = {"Busy", "Conflict", "Denied", "Deny", "MigrationPending", "NotFound", "PluginError", "RateLimited",
           "SchemaTooNew", "StorageFull", "CliError", "HelpDeskRefused", "HelpDeskUnreachable", "MailDelayed",
           "MailRefused", "ExtraMissing", "FeedUnreadable", "ReleasesUnavailable", "TrackerRefused",
           "TrackerUnreachable", "BusinessSystemRefused", "BusinessSystemUnreachable", "ReviewFailed"}  # fmt: skip
_FAULTS = frozenset({"FieldError", "field"})


def raised() -> Iterator[tuple[Raised, bool]]:
    """Every error in the sources that has a code of its own; True where it is the fault of one field."""
    yield Raised("runtime.invalid", "Invalid", "the faults are in `errors`"), False  # where no code is given
    for folder in SOURCES:
        for file in sorted(folder.rglob("*.py")):
            tree = ast.parse(file.read_text())
            helpers = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    yield from _found(node, helpers)


def _found(call: ast.Call, helpers: dict[str, ast.FunctionDef]) -> Iterator[tuple[Raised, bool]]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    arguments = [_text(argument) for argument in call.args]
    named = {keyword.arg: _text(keyword.value) for keyword in call.keywords}
    if name in _ERRORS and arguments and _CODE.fullmatch(arguments[0]):
        yield (
            Raised(arguments[0], name.replace("Deny", "Denied"), arguments[1] if len(arguments) > 1 else ""),
            False,
        )
    if name in _FAULTS and len(arguments) > 2 and arguments[1]:
        yield Raised(arguments[1], "", arguments[2]), True
    if name in ("field", "Invalid", "raise_if_any", "partial") and _CODE.fullmatch(
        named.get("error_code") or named.get("code") or ""
    ):
        says = arguments[2] if name == "field" and len(arguments) > 2 else "the faults are in `errors`"
        yield Raised(named.get("error_code") or named["code"], "Invalid", says), False
    helper = helpers.get(name)
    gives = ast.unparse(helper.returns) if helper and helper.returns else ""
    if helper and gives in _ERRORS | {"Invalid"}:
        # A helper of the file makes the error; it is given the code, or has one by default.
        defaults = [_text(node) for node in (*helper.args.defaults, *filter(None, helper.args.kw_defaults))]
        code = next((text for text in (*arguments, *named.values(), *defaults) if _CODE.fullmatch(text)), "")
        if code:
            yield Raised(code, gives, next((text for text in arguments if " " in text), "")), False


@cache
def _constants() -> dict[str, str]:
    """The codes that have a name of their own in the sources."""
    found: dict[str, str] = {}
    for folder in SOURCES:
        for file in sorted(folder.rglob("*.py")):
            for node in ast.parse(file.read_text()).body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                        if _CODE.fullmatch(text):
                            found[name] = text
    return found


def _text(node: ast.expr) -> str:
    """What a literal says, with names in braces where it is put together at run time."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr():
            return "".join(_text(part) for part in node.values)
        case ast.Name(id=name):
            return _constants().get(name, "")
        case ast.FormattedValue():
            return "{" + re.sub(r"\W+", " ", ast.unparse(node.value)).strip().replace(" ", "_") + "}"
    return ""


def codes(*, faults: bool) -> str:
    """Every code, with the errors it comes with and what is said."""
    by_code: dict[str, list[Raised]] = {}
    for found, is_fault in raised():
        if is_fault == faults:
            by_code.setdefault(found.code, []).append(found)
    rows = []
    for code, places in sorted(by_code.items()):
        errors = ", ".join(sorted({_linked(place.error) for place in places}))
        says = "<br>".join(sorted({place.says.replace("|", "\\|") for place in places if place.says}))
        rows.append([f"`{code}`", *([] if faults else [errors]), says])
    return _markdown(["code", "says"] if faults else ["code", "error", "says"], rows)


def _linked(error: str) -> str:
    home = next((home for home in _FRONTS if hasattr(home, error)), None)
    return f"[`{error}`][{home.__name__}.{error}]" if home else f"`{error}`"


def _markdown(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
