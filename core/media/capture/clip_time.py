"""When a clip was recorded, as its container tells, and what binds it to a photo."""

from collections.abc import Mapping

from core.media.capture.capture_time import CaptureTime, in_zone_of, iso_time, local_time, offset_of

WITH_ZONE = ("com.apple.quicktime.creationdate", "date", "DATE_RECORDED", "date_recorded")
CREATION_TIME = "creation_time"  # in UTC, by the standard
UTC_OFFSET = "com.samsung.android.utc_offset"
CONTENT_ID = "com.apple.quicktime.content.identifier"
LOCAL_CLOCKS = ("GoPro", "DJI")  # their handlers' names; they write what their clock shows as if it were UTC


def clip_time(tags: Mapping[str, str], handlers: str = "") -> CaptureTime | None:
    """Return when a clip was recorded; `handlers` are the names that its tracks give their handlers.

    A date with a zone comes before the creation time, which has none. Zero dates (1904, 1970) are none.
    """
    dated = next((time for time in (iso_time(tags.get(tag)) for tag in WITH_ZONE) if time), None)
    created = iso_time(tags.get(CREATION_TIME))
    if dated is not None and dated.certainty in ("zoned", "instant"):
        return dated
    if created is None:
        return dated
    if created.certainty == "instant" and handlers.startswith(LOCAL_CLOCKS):
        return local_time(created.moment.replace(tzinfo=None))
    offset_min = offset_of(tags.get(UTC_OFFSET))
    if offset_min is not None and created.certainty == "instant":
        return CaptureTime(created.moment, "zoned", offset_min)
    if dated is not None and dated.certainty == "local" and created.certainty == "instant":
        return in_zone_of(dated, created.moment)
    return created
