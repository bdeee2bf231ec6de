"""Quantities in a string: numbers with their measure words.

`find` scans once for characters that begin a numeral; each candidate is a time, a set phrase, part of a name, or a
number, whose measure word, comparing words and noun phrase are then read around it.
"""

from kexie_extract.grammar.quantities.scan import find

__all__ = ["find"]
