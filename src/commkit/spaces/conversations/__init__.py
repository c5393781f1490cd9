"""Conversations: direct messages of a few members, in a walled space that the feature keeps."""
