"""The revision files of commkit-support."""
