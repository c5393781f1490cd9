"""Views of the inbox: who did what to which object, by name and title."""
