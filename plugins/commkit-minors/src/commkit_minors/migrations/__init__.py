"""The revision files of commkit-minors."""
