"""Maps that are banned and picked."""
