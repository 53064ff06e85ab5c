"""What all rectangles of a picture can tell of themselves."""


class Rectangle:
    """Edges in shares of the upright picture's width and height; (0, 0) is the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2
