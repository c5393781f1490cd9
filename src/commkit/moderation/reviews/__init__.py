"""Reviews: the check of a reviewer that the host application provides."""
