"""Tag wikis: what a tag is for, in an excerpt and a longer text, with every version of both."""
