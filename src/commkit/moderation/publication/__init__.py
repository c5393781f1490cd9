"""Publication: which posts wait for the reviewer or for a moderator before others see them."""
