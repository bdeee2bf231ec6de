"""From a PDF page's user space to upright points with the origin at the top left."""

from typing import NamedTuple

from kexie_extract.model.raw import Box


class Frame(NamedTuple):
    """A page's box and how it is turned.

    Attributes:
        left: of the visible box in user space, points.
        low: its lower edge.
        right: its right edge.
        high: its upper edge.
        turns: quarter turns clockwise by which the page is shown (`/Rotate` ÷ 90).
    """

    left: float
    low: float
    right: float
    high: float
    turns: int

    @property
    def width(self) -> float:
        """Width of the upright page."""
        return self.high - self.low if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the upright page."""
        return self.right - self.left if self.turns % 2 else self.high - self.low

    def turned(self, quarters: int) -> "Frame":
        """The frame in which text that runs `quarters` quarter turns anticlockwise stands upright."""
        return self._replace(turns=(self.turns + quarters) % 4)

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle in user space (low corner, high corner) as x0, top, x1, bottom of the upright page."""
        left, low, right, high, turns = self
        if turns == 0:
            return x0 - left, high - y1, x1 - left, high - y0
        if turns == 1:
            return y0 - low, x0 - left, y1 - low, x1 - left
        if turns == 2:
            return right - x1, y0 - low, right - x0, y1 - low
        return high - y1, right - x1, high - y0, right - x0
