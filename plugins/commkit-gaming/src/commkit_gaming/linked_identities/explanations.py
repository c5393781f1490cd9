"""Why somebody may or may not link accounts."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit_gaming.linked_identities.feature import LinkedIdentitySettings, linked_identity_feature
from commkit_gaming.linked_identities.ports import LinkedIdentities


@linked_identity_feature.explains("gaming.link_game_account")
def explain_linking(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `LinkGameAccount` that depend on no proof."""
    names = context.settings(LinkedIdentitySettings).platforms
    yield TraceStep(
        "platforms are declared",
        bool(names),
        f"here they are: {', '.join(names)}" if names else "there is none",
    )
    given = context.port(LinkedIdentities) is not None
    yield TraceStep(
        "somebody verifies", given, "the host asks platforms" if given else "the host gives nobody who does"
    )
