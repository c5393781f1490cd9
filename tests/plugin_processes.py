"""Members who send commands from several processes at once, for the races of plugins."""

from contextlib import closing
from typing import Any

from attrs import frozen

from commkit import CommkitError, Kit
from tests.runtime.processes import run_in_processes


@frozen
class Sender:
    """Who sends commands from processes.

    Attributes:
        url: A migrated database.
        plugin: The class of the plugin; it is made without options.
        community: The short name of the community.
        actor: Who sends them.
    """

    url: str
    plugin: type
    community: str
    actor: str

    def send(self, *commands: Any, processes: int = 8) -> list[str]:
        """Send the same commands from processes that begin at the same moment, each in a transaction of its own.

        Returns:
            What became of each: `done`, or the code of its error.
        """
        told = run_in_processes(_send, processes, self, commands)
        return [code for codes in told for code in codes]


def _send(number: int, sender: Sender, commands: tuple[Any, ...]) -> list[str]:
    with closing(Kit(sender.url, plugins=[sender.plugin()])) as kit:
        return [_outcome(kit, sender, command) for command in commands]


def _outcome(kit: Kit, sender: Sender, command: Any) -> str:
    try:
        kit.transact(sender.actor, sender.community, lambda session: session.do(command))
    except CommkitError as error:
        return error.code
    return "done"
