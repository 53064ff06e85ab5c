"""Draws the code that phones read an address from."""

import io


def qr_svg(address: str) -> bytes:
    """Return a QR code as SVG, dark on white with its quiet zone, in whatever size it is shown."""
    import segno  # noqa: PLC0415 - what hardly anybody asks for need not be loaded at every start

    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", light="white", omitsize=True)
    return drawn.getvalue()
