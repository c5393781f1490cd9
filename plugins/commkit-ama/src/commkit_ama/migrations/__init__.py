"""The revision files of commkit-ama."""
