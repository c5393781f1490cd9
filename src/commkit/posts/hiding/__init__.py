"""Hiding: posts of kinds that the community's type lacks, since it was changed, are out of sight until it has them."""
