"""Batch: up to 20 messages in one transaction, all or nothing; later ones may name results of earlier ones.

{"messages": [
    {"message": "posts.create_thread", "fields": {"kind": "question", "title": "Why?", "body": "I wonder."}},
    {"message": "notifications.watch_thread", "fields": {"thread": {"$ref": "#/0/id"}, "level": "watching"}}
]}

A value `{"$ref": "#/0/id"}` stands for what JSON pointer `/0/id` (RFC 6901) finds in the results so far.
"""

from collections.abc import Mapping
from typing import Any

from commkit.adapters.http.answers import plain_answer
from commkit.adapters.http.contract import LOBBY, Contract, community_of, path_of
from commkit.adapters.http.near_addresses import near_paths
from commkit.adapters.http.problems import no_such_path
from commkit.adapters.http.reading import check_method, read_json
from commkit.adapters.http.steps import Call, Plan
from commkit.adapters.http.values import Request
from commkit.runtime.model.errors import CommkitError, FieldError, Invalid
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.session import Session
from commkit.runtime.values.serialization import dump

MAX_MESSAGES = 20
"""Messages of a batch, at most."""


def plan_batch(contract: Contract, request: Request, community: str, actor: str | None) -> Plan:
    """The plan of a batch.

    Raises:
        BadRequest: The body cannot be read.
        Invalid: It is no list of messages, or one of them does not exist.
    """
    check_method(request, "POST")
    entries = _entries(read_json(request))
    commands = [_is_command(contract, community, index, entry) for index, entry in enumerate(entries)]

    def work(session: Session) -> list[Any]:
        results: list[Any] = []
        for index, entry in enumerate(entries):
            try:
                results.append(_carry_out(contract, session, entry, results))
            except CommkitError as error:
                error.data = {**error.data, "index": index}
                raise
        return results

    results = yield Call(
        actor,
        community_of(community),
        work,
        read_only=not any(commands),
        idempotency_key=request.headers.get("idempotency-key"),
    )
    return plain_answer({"results": results})


def _entries(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entries = body.get("messages")
    if body.keys() - {"messages"} or not isinstance(entries, list) or not 1 <= len(entries) <= MAX_MESSAGES:
        raise Invalid.field("messages", "wrong_type", f'send {{"messages": [...]}} with 1 to {MAX_MESSAGES}')
    faults = [
        FieldError(f"messages[{index}]", "wrong_type", 'send {"message": "posts.read_post", "fields": {...}}')
        for index, entry in enumerate(entries)
        if not _is_entry(entry)
    ]
    if faults:
        raise Invalid(faults)
    return entries


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() <= {"message", "fields"}
        and isinstance(entry.get("message"), str)
        and isinstance(entry.get("fields", {}), dict)
    )


def _is_command(contract: Contract, community: str, index: int, entry: Mapping[str, Any]) -> bool:
    """Whether a message of the contract is a command."""
    endpoint = contract.find(community, path_of(entry["message"]))
    if endpoint is None or endpoint.operation.name != entry["message"]:
        known = contract.lobby if community == LOBBY else contract.local
        near = near_paths(known, path_of(entry["message"]))
        error = no_such_path([known[path].operation.name for path in near])
        error.data = {"index": index}
        raise error
    return endpoint.operation.is_command


def _carry_out(contract: Contract, session: Session, entry: Mapping[str, Any], results: list[Any]) -> Any:
    fields = _resolved(entry.get("fields", {}), results, "fields")
    message: Any = contract.kit.load(entry["message"], fields)
    return dump(session.do(message) if isinstance(message, Command) else session.ask(message))


def _resolved(value: Any, results: list[Any], path: str) -> Any:
    """A value with its references replaced by what they name."""
    if isinstance(value, dict):
        if value.keys() == {"$ref"}:
            return _referenced(value["$ref"], results, path)
        return {name: _resolved(inner, results, f"{path}.{name}") for name, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner, results, f"{path}[{index}]") for index, inner in enumerate(value)]
    return value


def _referenced(pointer: Any, results: list[Any], path: str) -> Any:
    found: Any = results
    try:
        if not isinstance(pointer, str) or not pointer.startswith("#/"):
            raise KeyError(pointer)
        for part in pointer[2:].split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            found = found[int(name) if isinstance(found, list) and name.isdecimal() else name]
    except (KeyError, IndexError, TypeError, ValueError):
        text = "name something of an earlier result: #/0/id is the id in the first one"
        raise Invalid.field(path, "bad_reference", text) from None
    return found
