"""The tasks of an onboarding: ticked by the newcomer or the buddy."""
