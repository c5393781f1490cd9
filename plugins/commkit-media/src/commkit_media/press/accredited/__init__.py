"""The group of those who are accredited, which the press room keeps."""
