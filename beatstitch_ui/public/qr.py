"""Draws the code that phones read an address from."""

import io

import segno


def qr_svg(address: str) -> bytes:
    """Return a QR code as SVG, dark on white with its quiet zone, in whatever size it is shown."""
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", light="white", omitsize=True)
    return drawn.getvalue()
