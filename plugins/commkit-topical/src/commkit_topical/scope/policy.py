"""Why a community without a subject is refused."""

SUBJECT_REQUIRED = (
    "a topical community has a subject; "
    'found it with settings={"topical.scope": {"subject": "..."}}, or set it in `topical.scope`'
)
