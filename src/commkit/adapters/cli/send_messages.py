"""`commkit do` and `commkit ask`: any message, in anybody's name; `commkit messages` tells which there are."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import RenderableType
from rich.pretty import Pretty
from rich.text import Text

from commkit.adapters.cli.exit_codes import OK, CliError
from commkit.adapters.cli.options import DEFAULT_OPTIONS, DatabaseOptions, open_kit
from commkit.adapters.cli.output import table
from commkit.adapters.docstrings import docstring_of
from commkit.adapters.schemas import Schemas
from commkit.kit import Kit
from commkit.runtime.composing.operations import declared_result
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.messages import Command, Message
from commkit.runtime.model.names import nearest_name
from commkit.runtime.sessions.composition import SYSTEM, Actor

LOBBY = "-"

Community = Annotated[
    str,
    Parameter(help="The slug or id of the community; - outside any.", allow_leading_hyphen=True),
]
Field = Annotated[
    str,
    Parameter(
        help="field=value; a field that is given twice is a list; field:=JSON for an object, a list or null.",
        allow_leading_hyphen=True,
    ),
]
As = Annotated[str, Parameter(name="--as", help="The host's key of the user in whose name it is sent.")]
System = Annotated[bool, Parameter(name="--system", negative="", help="Send it as the host itself.")]
Key = Annotated[str, Parameter(name="--key", help="An idempotency key: the same is done once.")]


def do(
    community: Community,
    message: str,
    *fields: Field,
    by: As = "",
    system: System = False,
    key: Key = "",
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
) -> int:
    """Carry out a command, such as `commkit do town posts.remove_post post=ID reason=Spam --as KEY`.

    Parameters
    ----------
    message
        The name of the command; `commkit messages` lists them.
    """
    with open_kit(database_options) as (kit, out):
        command: Any = _load(kit, message, fields, command=True)
        with kit.session(
            _actor(by, system=system), _place(community), idempotency_key=key or None
        ) as session:
            result = session.do(command)
        out.result(kit.dump(result), _shown(kit, result))
    return OK


def ask(
    community: Community,
    message: str,
    *fields: Field,
    by: As = "",
    system: System = False,
    database_options: DatabaseOptions = DEFAULT_OPTIONS,
) -> int:
    """Ask a query, such as `commkit ask town posts.list_threads limit=5 --json`.

    Parameters
    ----------
    message
        The name of the query; `commkit messages` lists them.
    """
    with open_kit(database_options) as (kit, out):
        query: Any = _load(kit, message, fields, command=False)
        with kit.session(_actor(by, system=system), _place(community), read_only=True) as session:
            answer = session.ask(query)
        out.result(kit.dump(answer), _shown(kit, answer))
    return OK


def messages(name: str = "", *, database_options: DatabaseOptions = DEFAULT_OPTIONS) -> int:
    """List the messages, or tell what one of them is, needs and gives.

    Parameters
    ----------
    name
        The name of a message, or of a plugin.
    """
    with open_kit(database_options, new=True) as (kit, out):
        known = kit.registry.messages
        if name in known:
            out.result(Schemas("#/$defs/").message(known[name]), *_described(name, known[name]))
            return OK
        chosen = {key: value for key, value in known.items() if not name or key.startswith(f"{name}.")}
        if not chosen:
            raise _unknown(kit, name)
        rows = [(key, _kind(value), docstring_of(value).summary) for key, value in sorted(chosen.items())]
        values = [{"name": key, "kind": kind, "summary": summary} for key, kind, summary in rows]
        out.result(values, table("message", "kind", "what it does", rows=rows))
    return OK


def _load(kit: Kit, name: str, fields: Iterable[str], *, command: bool) -> Message[Any]:
    known = kit.registry.messages.get(name)
    if known is None:
        raise _unknown(kit, name)
    if issubclass(known, Command) is not command:
        verb = "do" if issubclass(known, Command) else "ask"
        raise CliError("cli.usage", f"{name} is a {_kind(known)}; use commkit {verb}")
    message: Message[Any] = kit.load(name, _values(fields), from_texts=True)
    return message


def _values(fields: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    whole: set[str] = set()  # what was given as JSON is all there is
    for field in fields:
        name, equals, text = field.partition("=")
        if not equals or not name.removesuffix(":"):
            raise CliError("cli.usage", f"{field!r} names no field; give field=value, or field:=JSON")
        is_json = name.endswith(":")
        value = _json(field, text) if is_json else text
        name = name.removesuffix(":")
        if name not in found:
            found[name] = value
            whole |= {name} if is_json else set()
        elif is_json or name in whole:
            raise CliError(
                "cli.usage",
                f"{name} is given twice; give it once as {name}:=JSON, or each value as {name}=value",
            )
        else:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
    return found


def _json(field: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CliError("cli.usage", f"{field!r} is no JSON; give field:='{{\"name\": 1}}'") from None


def _actor(key: str, *, system: bool) -> Actor:
    if key and system:
        raise CliError("cli.usage", "give --as KEY or --system, not both")
    return SYSTEM if system else key or None


def _place(community: str) -> str | None:
    return None if community == LOBBY else community


def _unknown(kit: Kit, name: str) -> NotFound:
    near = nearest_name(name, kit.registry.messages)
    hint = f"did you mean {near}?" if near else "`commkit messages` lists them"
    return NotFound("runtime.no_such_message", f"there is no message {name!r}; {hint}")


def _kind(message: type[Message[Any]]) -> str:
    return "command" if issubclass(message, Command) else "query"


def _shown(kit: Kit, value: Any) -> RenderableType:
    return Text("done") if value is None else Pretty(kit.dump(value), expand_all=True)


def _described(name: str, message: type[Message[Any]]) -> Iterable[RenderableType]:
    told = docstring_of(message)
    schemas = Schemas("#/$defs/")
    yield Text(f"{name} ({_kind(message)})", style="bold")
    yield Text(told.summary)
    if told.text:
        yield Text(told.text)
    rows = [
        (field, "yes" if needed else "", _type_name(schema), schema.get("description", ""))
        for field, (schema, needed) in schemas.fields(message).items()
    ]
    if rows:
        yield table("field", "required", "type", "what it is", rows=rows)
    yield Text(f"needs the permission {message.permission}; gives {_result_name(message)}")


def _type_name(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " | ".join(map(_type_name, schema["anyOf"]))
    kinds = schema.get("type", schema.get("$ref", "any").rpartition("/")[2])
    name = " | ".join(kinds) if isinstance(kinds, list) else kinds
    return f"{name} ({schema['format']})" if "format" in schema else str(name)


def _result_name(message: type[Message[Any]]) -> str:
    schema = Schemas("").received(declared_result(message))
    return _type_name(schema) if schema != {"type": "null"} else "nothing"
