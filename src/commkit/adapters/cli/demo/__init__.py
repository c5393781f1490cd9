"""`commkit demo`: a support community comes to life."""

from commkit.adapters.cli.demo.command import demo

__all__ = ["demo"]
