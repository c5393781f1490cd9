"""What an application left out when it made its Kit."""

from collections.abc import Iterator

from commkit.diagnosis.records import Diagnosis, ok, warning
from commkit.kit import Kit
from commkit.members import IdentityProvider
from commkit.notifications import MailPort
from commkit.posts import AttachmentPort

_PORTS = (
    (
        IdentityProvider,
        "names",
        "members are called by the host's keys of them",
        "give the Kit an identity: docs/how-to/use-your-own-users.md",
    ),
    (
        MailPort,
        "mail",
        "no notification or digest is sent by mail",
        "give the Kit ports={MailPort: ...}: docs/how-to/send-mail.md",
    ),
    (
        AttachmentPort,
        "files",
        "no file can be attached",
        "give the Kit ports={AttachmentPort: ...}: docs/how-to/attach-files.md",
    ),
)


def check_application(kit: Kit) -> Iterator[Diagnosis]:
    """What the Kit was given."""
    for port, name, told, remedy in _PORTS:
        if kit.port(port) is None:
            yield warning(f"kit.{name}", told, remedy)
        else:
            yield ok(f"kit.{name}", f"the Kit has an object for {port.__name__}")
    if kit.has_rates:
        yield ok("kit.rates", "commands are limited by rates")
    else:
        yield warning(
            "kit.rates",
            "one user may send any number of commands",
            'give the Kit rates={"write": "30 per minute"}: docs/how-to/moderate.md',
        )
    for name, requires in sorted(kit.plugins.requires.items()):
        told = f", which builds on {', '.join(requires)}" if requires else ""
        yield ok("kit.plugins", f"the Kit has the plugin {name}{told}")
    for broken in kit.broken:
        yield warning(
            "kit.plugins", f"the plugin {broken.plugin} was left out: {broken.error}", "mend or remove it"
        )
