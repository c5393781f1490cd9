"""What features register is checked when a Kit is built: each is a plain function of the right number of arguments."""

from collections.abc import Iterable, Sequence
from typing import Any

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.callables import check_arguments, is_async


def check_callbacks(features: Sequence[Feature]) -> None:
    """Check every function that features register.

    Args:
        features: Of the whole Kit.

    Raises:
        PluginError: One is no function, a coroutine function, or takes something else.
    """
    for feature in features:
        for what, function, count in _callbacks(feature):
            _check_signature(feature, what, function, count)


def _callbacks(feature: Feature) -> Iterable[tuple[str, Any, int]]:
    yield from ((f"the handler of {message.__name__}", run, 2) for message, run in feature.handlers)
    yield from ((f"the gate on {message.__name__}", run, 2) for message, run in feature.gate_list)
    yield from ((f"the transform of {message.__name__}", run, 2) for message, run in feature.transform_list)
    yield from ((f"the reaction to {fact.__name__}", run, 2) for fact, run in feature.reaction_list)
    yield from ((f"the subscriber to {fact.__name__}", run, 2) for fact, run in feature.subscriber_list)
    for loader in feature.loaders:
        yield f"the loader of {loader.record.__name__}", loader.fetch, 2
        if loader.owner is not None:
            yield f"the owner of {loader.record.__name__}", loader.owner, 1
        if loader.space is not None:
            yield f"the space of {loader.record.__name__}", loader.space, 2
    yield from (("whom lists of people leave out", each.rule, 2) for each in feature.unlisting_list)
    for explainer in feature.explanation_list:
        yield f"the explanation of {explainer.action!r}", explainer.run, 2
    yield from ((f"the taker of {_named(record)}", run, 2) for record, run in feature.import_list)
    yield from _callbacks_of_views(feature)
    yield from _callbacks_on_declared(feature)
    for _, policy in feature.policies:
        if policy.targets is not None:
            yield "the targets of a subscriber", policy.targets, 2


def _callbacks_on_declared(feature: Feature) -> Iterable[tuple[str, Any, int]]:
    for kind, run in feature.declared_gate_list:
        yield f"the gate on what a {kind.__name__} names", run, 2
    for kind, run in feature.declared_withholding_list:
        yield f"the withholding of what a {kind.__name__} names", run, 2
    for kind, run in feature.declared_subscriber_list:
        yield f"the subscriber to what a {kind.__name__} names", run, 2
    for check in feature.declared_check_list:
        yield "the check of what is declared", check, 1


def _callbacks_of_views(feature: Feature) -> Iterable[tuple[str, Any, int]]:
    for command, _, condition in feature.offer_list:
        yield f"the condition of {getattr(command, '__name__', command)!s}", condition, 2
    for command, _, withholding in feature.withholding_list:
        yield f"the withholding of {getattr(command, '__name__', command)!s}", withholding, 2
    for record, listing in feature.offer_listing_list:
        yield f"the listing of offers about {record.__name__}", listing, 2
    for record, reading in feature.value_list:
        yield f"the values of {record.__name__}", reading, 2
    for record, mark in feature.marking_list:
        yield f"the marking of {record.__name__}", mark, 2
    for record, lead in feature.leading_list:
        yield f"what leads a {record.__name__}", lead, 2
    for record, describe in feature.describer_list:
        yield f"the description of {record.__name__}", describe, 2


def _named(record: Any) -> str:
    return getattr(record, "__name__", repr(record))


def _check_signature(feature: Feature, what: str, function: Any, count: int) -> None:
    if not callable(function):
        raise misdeclared(feature.plugin, f"{what} is no function but a {type(function).__name__}")
    if is_async(function):
        raise misdeclared(
            feature.plugin,
            f"{what} is a coroutine function; write a plain one: async hosts run it beside their event loop",
        )
    try:
        check_arguments(function, *[None] * count)
    except TypeError as error:
        arguments = "(record)" if count == 1 else "two arguments, such as (context, message)"
        raise misdeclared(feature.plugin, f"{what} must take {arguments}: {error}") from error
