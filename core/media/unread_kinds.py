"""Names the kinds of picture files that this build does not read, so that a refusal can say what to do."""

import re

from core.errors import KindUnreadError

HEAD_BYTES = 64
KINDS = (
    (rb"II\*\0.{4}CR", "a raw photo (CR2)"),
    (rb"....ftypcrx ", "a raw photo (CR3)"),
    (rb"FUJIFILMCCD-RAW", "a raw photo (RAF)"),
    (rb"IIU\0", "a raw photo (RW2)"),
    (rb"IIR[OS]|MMOR", "a raw photo (ORF)"),
    (rb"\0MRM", "a raw photo (MRW)"),
    (rb"FOVb", "a raw photo (X3F)"),
    (rb"HEAPCCDR|II\x1a\0\0\0HEAPCCDR", "a raw photo (CRW)"),
    (rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n|....ftypjxl ", "a JPEG XL picture"),
    (rb"II\xbc", "a JPEG XR picture"),
    (rb"8BPS", "a Photoshop document (PSD)"),
    (rb"gimp xcf", "a GIMP document (XCF)"),
    (rb"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (rb"#\?RADIANCE|#\?RGBE", "a Radiance picture (HDR)"),
    (rb"\0\0\x01\0[\x01-\x40]\0", "an icon (ICO)"),
    (rb"qoif", "a QOI picture"),
    (rb"DDS \x7c", "a texture (DDS)"),
    (rb"BPG\xfb", "a BPG picture"),
)
RAW_OF_MAKERS = {
    "NIKON": "NEF",
    "SONY": "ARW",
    "PENTAX": "PEF",
    "RICOH": "PEF",
    "CANON": "CR2",
    "SAMSUNG": "SRW",
    "HASSELBLAD": "3FR",
    "PHASE ONE": "IIQ",
    "LEAF": "MOS",
    "EPSON": "ERF",
    "KODAK": "DCR",
    "EASTMAN KODAK": "DCR",
}


def refuse_unread(head: bytes, name: str) -> None:
    """Raise KindUnreadError when a file that begins with `head` is of a kind known but not read."""
    for pattern, kind in KINDS:
        if re.match(pattern, head[:HEAD_BYTES], re.DOTALL):
            raise KindUnreadError(file=name, kind=kind)


def raw_kind(maker: str) -> str | None:
    """Return what a TIFF-based raw photo of a camera maker is, if its form is known."""
    for known, form in RAW_OF_MAKERS.items():
        if maker.upper().startswith(known):
            return f"a raw photo ({form})"
    return None
