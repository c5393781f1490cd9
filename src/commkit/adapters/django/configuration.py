"""The setting `COMMKIT`: the Kit of a project, who sends its requests, and how the contract is guarded."""

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from attrs import field, frozen
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from sqlalchemy import URL

from commkit.adapters.django.databases import database_url
from commkit.adapters.django.users import DjangoUsers, user_key
from commkit.adapters.http import Contract, make_contract
from commkit.adapters.http.thread_streams import THREAD_STREAMS, ThreadStreams
from commkit.kit import Kit
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.storage.engines import parse_url

SETTING = "COMMKIT"
_SOURCES = ("kit", "url", "database")
_KIT_OPTIONS = frozenset({
    "discover_installed", "fields", "identity", "on_broken", "plugins", "ports", "rates", "replica", "types",
})  # fmt: skip
_CONTRACT_OPTIONS = frozenset({
    "challenge", "check_origin", "max_body", "max_upload", "public", "trusted_origins",
})  # fmt: skip
_KNOWN = frozenset({*_SOURCES, *_KIT_OPTIONS, *_CONTRACT_OPTIONS, "actor", "check_csrf_token", "streams"})


@frozen
class Configuration:
    """What the setting says.

    Attributes:
        contract: The HTTP contract of the project's Kit.
        actor: Tells who sent a request; may be async.
        check_csrf_token: Whether commands with a cookie need Django's CSRF token.
        source: The URL that the Kit was made for, from `DATABASES`; None where it came from elsewhere.
        alias: The alias of that database.
        is_own: Whether the Kit was made here, and is closed with the configuration.
        thread_streams: The live streams that hold a thread of a WSGI server each.
    """

    contract: Contract
    actor: Callable[[Any], Any]
    check_csrf_token: bool
    source: URL | None
    alias: str
    is_own: bool
    thread_streams: ThreadStreams = field(factory=ThreadStreams)


_made: list[Configuration] = []
_lock = Lock()


def get_configuration() -> Configuration:
    """What `COMMKIT` says; the Kit is made with the first call, and anew where tests have another database.

    Raises:
        ImproperlyConfigured: Something of it is unknown or wrong.
    """
    with _lock:
        if _made and _made[0].source is not None and database_url(_made[0].alias) != _made[0].source:
            _forget()
        if not _made:
            _made.append(_read())
        return _made[0]


def get_kit() -> Kit:
    """The Kit of the project.

    Raises:
        ImproperlyConfigured: The setting `COMMKIT` is wrong.
    """
    return get_configuration().contract.kit


def forget_configuration() -> None:
    """Read the setting again with the next request; tests change it."""
    with _lock:
        _forget()


def _forget() -> None:
    for configuration in _made:
        configuration.contract.streams.close()
        if configuration.is_own:
            configuration.contract.kit.close()
    _made.clear()


def _read() -> Configuration:
    given = getattr(settings, SETTING, None)
    if not isinstance(given, Mapping):
        raise _wrong('there is none; say COMMKIT = {"database": "default", "plugins": [...]}')
    if unknown := sorted(set(given) - _KNOWN):
        raise _wrong(f"there is no {', '.join(map(str, unknown))}; known are {', '.join(sorted(_KNOWN))}")
    sources = [name for name in _SOURCES if name in given]
    if len(sources) > 1:
        raise _wrong(f"say one of {' and '.join(sources)}")
    if "kit" in given and (odd := sorted(_KIT_OPTIONS & set(given))):
        raise _wrong(f"{', '.join(odd)} cannot be given beside a kit, which has its own")
    actor = _resolved("actor", given.get("actor", user_key))
    if not callable(actor):
        raise _wrong("actor: name a function that gets the request and gives the user's key, or None")
    alias = str(given.get("database", "default"))
    source = database_url(alias) if "kit" not in given and "url" not in given else None
    try:
        kit = _given_kit(given["kit"]) if "kit" in given else _new_kit(given, source)
        options = {name: given[name] for name in _CONTRACT_OPTIONS & set(given)}
        options["trusted_origins"] = frozenset(given.get("trusted_origins", _trusted()))
        contract = make_contract(kit, **{"check_origin": True, **options})
        thread_streams = ThreadStreams(given.get("streams", THREAD_STREAMS))
    except CommkitError as error:
        raise _wrong(error.message) from error
    return Configuration(
        contract,
        actor,
        check_csrf_token=bool(given.get("check_csrf_token", True)),
        source=source,
        alias=alias,
        is_own="kit" not in given,
        thread_streams=thread_streams,
    )


def _given_kit(value: Any) -> Kit:
    kit = _resolved("kit", value)
    if not isinstance(kit, Kit) and callable(kit) and not isinstance(kit, type):
        kit = kit()
    if not isinstance(kit, Kit):
        raise _wrong(f"kit: {value!r} is no Kit, nor a function without parameters that makes one")
    return kit


def _new_kit(given: Mapping[str, Any], source: URL | None) -> Kit:
    options = {name: given[name] for name in _KIT_OPTIONS & set(given)}
    options["identity"] = _made_of("identity", given.get("identity", DjangoUsers))
    options["plugins"] = [_made_of("plugins", plugin) for plugin in given.get("plugins", ())]
    url = source if source is not None else parse_url(given["url"])
    return Kit(url.render_as_string(hide_password=False), **options)


def _made_of(name: str, value: Any) -> Any:
    """What a name stands for; where that is a class, an object of it."""
    found = _resolved(name, value)
    return found() if isinstance(found, type) else found


def _resolved(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return import_string(value.replace(":", "."))
    except ImportError as error:
        raise _wrong(f"{name}: {value!r} cannot be imported ({error})") from error


def _trusted() -> list[str]:
    """Django's own trusted origins; those with a wildcard have to be named one by one."""
    return [origin for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin]


def _wrong(told: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"the setting {SETTING}: {told}")
