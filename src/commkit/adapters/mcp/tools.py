"""Tools: which messages a model is offered, and how each is described to it."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from commkit.adapters.docstrings import docstring_of
from commkit.adapters.schemas import Schemas
from commkit.kit import Kit
from commkit.runtime.composing.operations import Operation
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.names import nearest_name
from commkit.runtime.sessions.composition import Actor


def choose_tools(
    kit: Kit, actor: Actor, community: str, *, commands: Iterable[str] = (), only: Iterable[str] = ()
) -> Mapping[str, Operation]:
    """The messages that a model is offered, by the name of their tool.

    Args:
        kit: The Kit.
        actor: In whose name they are sent.
        community: The slug or id of the community.
        commands: Names of commands, such as `posts.create_reply` or `posts.*`; of commands nothing else is offered.
        only: The same for queries, which alone it names; all that the actor may ask by default.

    Raises:
        Invalid: There is no message of a name.
        NotFound: There is no such community for this actor.
    """
    known = {operation.name: operation for operation in kit.operations if not operation.lobby}
    kinds = {name: operation.is_command for name, operation in known.items()}
    wanted = {
        True: _checked([name for name in known if kinds[name]], commands, "commands"),
        False: _checked([name for name in known if not kinds[name]], only, "only") or ("*",),
    }
    with kit.session(actor, community, read_only=True) as session:
        return {
            name.replace(".", "_"): operation
            for name, operation in known.items()
            if session.may_send(operation.message) and _matches(name, wanted[operation.is_command])
        }


def describe_tool(operation: Operation) -> dict[str, Any]:
    """The title, the description and the JSON Schema of a tool."""
    told = docstring_of(operation.message)
    schemas = Schemas("#/$defs/")
    schema = schemas.message(operation.message)
    if schemas.named:
        schema["$defs"] = schemas.named
    refusals = [f"{name}: {when}" for name, when in told.raises.items()]
    return {
        "title": operation.name,
        "description": "\n\n".join(filter(None, (told.summary, told.text, *refusals))),
        "input_schema": schema,
    }


def _checked(known: Iterable[str], patterns: Iterable[str], field: str) -> tuple[str, ...]:
    found, known = tuple(patterns), list(known)
    for pattern in found:
        if not any(fnmatchcase(name, pattern) for name in known):
            near = nearest_name(pattern, known)
            hint = f"did you mean {near}?" if near else "`commkit messages` lists them"
            raise Invalid.field(field, "unknown_message", f"there is no message {pattern!r}; {hint}")
    return found


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
