"""Views of spaces: how pages of other nouns say where something stands."""
