"""Numbers told of an event: how many killed, injured, detained, struck ..., of whom, from low to high.

Numbers are read by numbers.yaml and vague_numbers.tsv, what is counted by count_words.tsv, of whom by count_groups.tsv.
A singular noun counts one; a bare plural at least two, with an open end. "including" makes a part, not a sum.
"""

from warmonitor.coding.counts.finder import CountFinder

__all__ = ["CountFinder"]
