"""The order in which texts are shown whose direction is overridden."""
