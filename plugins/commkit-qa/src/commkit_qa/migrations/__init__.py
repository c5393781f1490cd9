"""The revision files of commkit-qa."""
