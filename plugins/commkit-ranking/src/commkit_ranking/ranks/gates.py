"""What settings of ranks are refused."""

from commkit import Context, FieldError, Invalid
from commkit.communities import UpdateSettings
from commkit_ranking.ranks.feature import rank_feature


@rank_feature.gates(UpdateSettings)
def check_reactions_exist(context: Context, command: UpdateSettings) -> Invalid | None:
    """Refuse reactions that the community's type does not have: nobody could give such a vote."""
    if command.feature != rank_feature.name:
        return None
    known = context.community_type.reactions
    faults = [
        FieldError(side, "unknown_reaction", f"choose from: {', '.join(known)}")
        for side in ("up", "down")
        for name in _names(command.values.get(side))
        if name not in known
    ]
    return Invalid(faults) if faults else None


def _names(value: object) -> list[object]:
    """What is named; of another form the settings' own check tells."""
    return list(value) if isinstance(value, list | tuple) else []
