"""Numbers of the desk."""
