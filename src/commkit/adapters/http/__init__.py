"""HTTP, without a framework: one contract, made from a Kit's messages, over plain values.

A shell turns its framework's request into a `Request`, finds out who sent it, and turns the `Response` back.
"""

from commkit.adapters.http.contract import Contract, make_contract
from commkit.adapters.http.embedding import embed_address, embed_script
from commkit.adapters.http.handling import handle, handle_async
from commkit.adapters.http.host_errors import problem
from commkit.adapters.http.streaming import StreamHub
from commkit.adapters.http.values import Request, Response

__all__ = [
    "Contract",
    "Request",
    "Response",
    "StreamHub",
    "embed_address",
    "embed_script",
    "handle",
    "handle_async",
    "make_contract",
    "problem",
]
