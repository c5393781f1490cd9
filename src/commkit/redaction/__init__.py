"""Redaction: what is replaced in a text before others read it. Plugins build rules of their own on `replace_folded`."""

from commkit.redaction.addresses import EMAIL, find_addresses, mask_addresses
from commkit.redaction.folding import FoldedText, fold_text
from commkit.redaction.replacing import replace_folded

__all__ = ["EMAIL", "FoldedText", "find_addresses", "fold_text", "mask_addresses", "replace_folded"]
