"""The revision files of commkit-tournaments."""
