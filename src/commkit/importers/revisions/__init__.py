"""How the history of posts is imported: it becomes the core's revisions, and a post's text its last one."""
