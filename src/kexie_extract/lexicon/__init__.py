"""Rules as data: TOML files beside this module, each entry with examples and counter-examples.

See `docs/rules.md` for the format. Code holds mechanisms and asks for rules by name:

    lexicon.rules("numbering.form")      # the [[form]] entries of numbering.toml
    lexicon.words("units.measure")       # all words of the [[measure]] entries of units.toml
    lexicon.union("units.measure")       # those words as one alternation, longest first
"""

from kexie_extract.lexicon.rules import Lexicon, Rule
from kexie_extract.lexicon.store import default, load

__all__ = ["Lexicon", "Rule", "default", "load"]
