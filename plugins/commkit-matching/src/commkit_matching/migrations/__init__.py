"""The revision files of commkit-matching."""
