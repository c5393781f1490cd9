"""What readers get: articles are published, corrected with a note, and retired."""
