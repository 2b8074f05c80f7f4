"""How well statements are extracted: gold in, statements in, figures and tables out.

End to end: the union of what the gold holds and what was extracted counts, never only the pairs that were proposed.
"""

from .gold import GoldTriple, read_gold
from .scoring import Score, score

__all__ = ["GoldTriple", "Score", "read_gold", "score"]
