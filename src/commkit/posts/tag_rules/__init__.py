"""Tag rules: synonyms, reserved tags, and merges of tags."""
