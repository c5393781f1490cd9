"""Explanations why a member was notified of something or was not."""
