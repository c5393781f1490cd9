"""How the wikis of tags are imported, with their history."""
