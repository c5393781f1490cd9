"""Tags as a whole: synonyms, reserved ones, merging and renaming."""
