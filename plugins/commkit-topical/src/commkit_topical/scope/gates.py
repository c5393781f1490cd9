"""What may not be done to the scope."""

from commkit import Context, Deny
from commkit.communities import UpdateSettings
from commkit_topical.scope.feature import ScopeSettings, scope_feature
from commkit_topical.scope.policy import SUBJECT_REQUIRED


@scope_feature.gates(UpdateSettings)
def check_subject(context: Context, command: UpdateSettings) -> Deny | None:
    """Refuse to clear the subject."""
    if command.feature != scope_feature.name:
        return None
    subject = command.values.get("subject", context.settings(ScopeSettings).subject)
    return None if str(subject).strip() else Deny("topical.subject_required", SUBJECT_REQUIRED)
