"""What the marks of negation, doubt and intention on the way up from a word add up to.

In come operators, one after the other, the innermost first; out goes the status.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...types import Status


@dataclass(slots=True)
class Factuality:
    """What the marks on the way up add up to. `ceased` and `two_way` tell of the verb that negated; `presupposed`
    that the event is the subject of something else ("le rachat de X a surpris Y")."""

    negated: bool = False
    hedged: bool = False
    planned: bool = False
    ceased: bool = False
    two_way: bool = False
    presupposed: bool = False
    marks: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """Negation outweighs doubt, doubt outweighs intention."""
        if self.negated:
            return "negated"
        if self.hedged:
            return "hedged"
        return "planned" if self.planned else "asserted"

    def deny(self, mark: str) -> None:
        """Negate; a second negation leaves the matter open, but "n'a pas manqué de" says that it was done."""
        self.marks.append(mark)
        if self.negated:
            self.negated, self.hedged = False, self.hedged or not self.two_way
        else:
            self.negated = True

    def apply(self, status: Status, mark: str) -> None:
        """What an operator does to what it governs."""
        if status == "negated":
            self.deny(mark)
            return
        if status == "asserted":
            return
        self.marks.append(mark)
        if self.ceased and self.negated:
            self.negated = False  # what is to cease, or may, goes on
        elif status == "hedged":
            self.hedged = True
        else:
            self.planned = True


__all__ = ["Factuality"]
