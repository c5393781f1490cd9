"""The revision files of commkit-media."""
