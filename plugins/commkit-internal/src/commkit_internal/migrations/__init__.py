"""The revision files of commkit-internal."""
