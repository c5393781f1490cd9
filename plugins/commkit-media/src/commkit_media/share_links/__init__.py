"""The share kit: texts and links of the community's own, counted by link and day, without persons."""
