"""The tables of the plugin."""

from sqlalchemy import MetaData

from commkit.members import membership
from commkit.storage import record_table
from commkit_minors.records import AllowedContact, Guardianship, MemberAge, MinorLimits

metadata = MetaData()

age = record_table(
    "commkit_minors_age",
    MemberAge,
    key=("member",),
    references={"member": membership},
    metadata=metadata,
)
"""What is known of ages; who has no row is protected."""
limits = record_table(
    "commkit_minors_limits",
    MinorLimits,
    key=("minor",),
    references={"minor": membership},
    metadata=metadata,
)
contact = record_table(
    "commkit_minors_contact",
    AllowedContact,
    key=("minor", "contact"),
    index=["contact"],
    references={"minor": membership, "contact": membership},
    metadata=metadata,
)
guardianship = record_table(
    "commkit_minors_guardianship",
    Guardianship,
    key=("minor", "guardian"),
    index=["guardian"],
    references={"minor": membership, "guardian": membership},
    metadata=metadata,
)
