"""ASGI: the HTTP contract of a Kit as a plain ASGI 3 application, for any server and any framework that mounts one.

The host says who sent a request: `AsgiApp(kit, actor=lambda scope: scope["session"].get("user"))`.
"""

from commkit.adapters.asgi.app import AsgiActor, AsgiApp

__all__ = ["AsgiActor", "AsgiApp"]
