"""The external phase: a system of somebody else that is asked over HTTP what becomes of a post."""
