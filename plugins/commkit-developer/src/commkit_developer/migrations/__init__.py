"""The revision files of commkit-developer."""
