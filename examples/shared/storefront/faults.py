"""What is wrong with a form, field by field."""

from collections.abc import Collection

from commkit import CommkitError, Invalid


def faults_of(error: CommkitError, fields: Collection[str]) -> dict[str, str]:
    """A sentence for each field that the community refused; under the empty name what is about none of them."""
    faults: dict[str, str] = {}
    for path, message in (
        [(each.path, each.message) for each in error.errors]
        if isinstance(error, Invalid)
        else [("", error.message)]
    ):
        name = path.removeprefix("fields.")
        name, said = (name, message) if name in fields else ("", f"{path}: {message}" if path else message)
        faults[name] = " ".join([*([faults[name]] if name in faults else []), sentence(said)])
    return faults


def sentence(said: str) -> str:
    """With a capital and a full stop."""
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."
