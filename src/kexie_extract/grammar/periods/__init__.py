"""Time expressions in a string: 5月上旬-6月下旬, 二、三季度, 截止到9月底, 2020年以来, 每周.

`scan` finds the pieces that the lexicon names, `values` says which days a piece means, `compose` puts adjacent
pieces, ranges and lists together, and `find` adds the words before and after (前, 起, 截至) and what they mean.
"""

from kexie_extract.grammar.periods.find import find

__all__ = ["find"]
