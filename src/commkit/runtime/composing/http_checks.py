"""What HTTP resources of features must be: no two at one address, and none where messages are."""

import re
from collections.abc import Iterable, Sequence

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.http import HttpResource

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_PATH = re.compile(r"(/[a-z0-9][a-z0-9._-]*){2,}", re.ASCII)


def message_path(name: str) -> str:
    """The path of a message below its community: `posts.create_thread` gives `/posts/create-thread`."""
    return "/" + name.replace("_", "-").replace(".", "/")


def is_below(path: str, root: str) -> bool:
    """Whether a path is a resource's, or lies below it."""
    return path == root or path.startswith(f"{root}/")


def check_http_resources(features: Sequence[Feature], messages: Iterable[str]) -> None:
    """Check the addresses of what features serve.

    Args:
        features: Of the whole Kit.
        messages: The outside names of all messages.

    Raises:
        PluginError: A path is malformed, is not the plugin's, or is taken.
    """
    paths = {message_path(name): name for name in messages}
    taken: dict[str, str] = {}
    for feature in features:
        for resource in feature.http_resources:
            _check_form(feature, resource)
            for path, message in paths.items():
                if is_below(path, resource.path):
                    raise _taken(feature, resource, f"the message {message!r}")
            for path, owner in taken.items():
                if is_below(path, resource.path) or is_below(resource.path, path):
                    raise _taken(feature, resource, f"{path!r} of {owner!r}")
            taken[resource.path] = feature.name


def _check_form(feature: Feature, resource: HttpResource) -> None:
    if not _PATH.fullmatch(resource.path) or not resource.path.startswith(f"/{feature.plugin}/"):
        raise misdeclared(
            feature.plugin,
            f"the HTTP resource {resource.path!r} of {feature.name!r} must have a path of at least two segments in "
            f"lower case, and begin with '/{feature.plugin}/'",
        )
    if unknown := set(resource.methods) - METHODS or (set() if resource.methods else {"none"}):
        raise misdeclared(
            feature.plugin,
            f"the HTTP resource {resource.path!r} of {feature.name!r} takes {', '.join(sorted(unknown))}; name methods "
            f"of {', '.join(sorted(METHODS))}",
        )


def _taken(feature: Feature, resource: HttpResource, by: str) -> Exception:
    return misdeclared(
        feature.plugin,
        f"the HTTP resource {resource.path!r} of {feature.name!r} stands where {by} is; choose another path",
        "runtime.name_taken",
    )
