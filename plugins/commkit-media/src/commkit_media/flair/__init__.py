"""Marks on posts that say as what their author writes: as staff, or as an expert."""
