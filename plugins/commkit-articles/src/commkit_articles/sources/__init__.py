"""Articles that are made of what was said in a thread, with credits and thanks to those who said it."""
