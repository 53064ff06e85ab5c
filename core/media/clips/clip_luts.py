"""The filters by which ffmpeg brings the colours of any clip to those of an ordinary one."""

from pathlib import Path
from typing import Any

from core.media.clips.cube_lut import code_curve, gamut_mix, hdr_cube, light_curve
from core.media.info import MediaInfo


def in_srgb(picture: Any, info: MediaInfo, folder: Path) -> Any:
    """Return an RGB picture of 16 bits a channel with sRGB code values, by tables written to `folder`.

    HDR goes through one cube. SDR is read by the curve of sRGB, as everywhere, and its primaries
    are changed in linear light: a cube of code values, coarse where a colour leaves sRGB, is up to
    17 of 255 off there. What sRGB can't show is clipped, as in photos.
    """
    if info.primaries == "bt709":
        return picture
    if info.transfer != "sdr":
        cube = _table(folder / "hdr.cube", hdr_cube(info.transfer, info.primaries))
        return picture.filter("lut3d", cube, interp="tetrahedral")
    return (
        picture.filter("lut1d", _table(folder / "light.cube", light_curve()))
        .filter("colorchannelmixer", **gamut_mix(info.primaries))
        .filter("lut1d", _table(folder / "code.cube", code_curve()))
    )


def _table(path: Path, text: str) -> str:
    path.write_text(text)
    return str(path)
