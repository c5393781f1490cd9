"""Life circles: walled spaces of colleagues as people, which nobody reads who stands for the employer."""
