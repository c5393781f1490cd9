"""Taking: results that declared sources tell of, and games of other systems."""
