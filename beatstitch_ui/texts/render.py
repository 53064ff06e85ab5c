"""The words of the Render page and of renders elsewhere."""

from beatstitch_ui.languages.current import ngettext
from beatstitch_ui.texts.amounts import length

PREVIEW_TITLE = "A quick preview first"
PREVIEW_LEAD = (
    "A small video, made in a moment: to check the film on another screen before the large one is made."
)
PREVIEW_START = "Make a preview"
HEADING = "Render your video"
FINAL_TITLE = "Your video"
FINAL_LEAD = "In full size and quality, to keep and to share. You can go on editing while it is made."
FINAL_START = "Make the video"
STARTS = ((PREVIEW_START, "Make {count} previews"), (FINAL_START, "Make {count} videos"))
MAKINGS = {
    "making": "In progress, below. You can leave this page.",
    "made": "It is ready: below, to download and share.",
}
AGAIN = ("Make it again", "Make {count} videos again")
MORE_CHOICES = "Size, quality and format"
RENDER_SIZES = {
    "3840x2160": "4K",
    "1920x1080": "1080p",
    "1280x720": "720p",
    "640x360": "360p · small",
}
SHAPES = "Shapes"
SHAPES_LEAD = "Each shape becomes a video of its own, framed around people's faces."
SHAPE_NAMES = {
    "16:9": "16:9 · wide",
    "9:16": "9:16 · upright",
    "1:1": "1:1 · square",
    "4:5": "4:5 · portrait",
}
ESTIMATE = "Ready in {time}; {size}."
SIZE = "{size.width} by {size.height}"
ESTIMATE_OF_ALL = "All ready in {time}; together {size}."
DRAWN = {"some": "{percent} % of it is drawn already.", "all": "All of it is drawn already."}
NOTICE = {
    "ask": "Tell me when it is done",
    "on": "You'll be told when it is done",
    "on_hint": "Click to be told no longer",
    "denied": "Notifications are blocked",
    "denied_hint": "This browser doesn't let BeatStitch notify you. You can allow it beside the address.",
}
NOTICE_DONE = "{project}: the video is ready"
NOTICE_FAILED = "{project}: the video could not be made"
DELETE_RENDER = "Delete this video"
RENDER_DELETED = "The video was deleted"
DETAILS = "Details"
RENDER_TIMES = {"created_at": "Ordered", "started_at": "Begun", "completed_at": "Ended"}
RENDER_DETAILS = [
    ["Reached", "{percent} %"],
    ["Runs", "{attempts} begun, {failures} failed, {deaths} without their worker"],
    ["Settings", "{settings}"],
    ["Order", "{order}"],
]
NEVER = "never"
EXPORTS_TITLE = "For other programs"
EXPORTS_LEAD = (
    "The edit and the beats as files. Other editors get every cut on its frame, transitions, speeds, and "
    "beats and parts as markers; moves, fits, volumes and all but the first picture of a split screen stay "
    "behind (OpenTimelineIO keeps them as notes)."
)
EXPORTS = {
    "edl.json": "Edit (edl.json)",
    "beats.json": "Beats (beats.json)",
    "otio": "OpenTimelineIO (.otio)",
    "archive": "The whole project (.beatstitch)",
    "otioz": "With all media (.otioz)",
    "fcpxml": "Final Cut, Resolve (.fcpxml)",
    "cmx": "CMX 3600 (.edl)",
}


QUALITY = "Quality"
QUALITIES = {"medium": "Good", "high": "Best, larger file"}
DIFFERENCE = "See the difference"
DIFFERENCE_LEAD = "The same part of your film in each quality, encoded as the video will be, and enlarged."
DIFFERENCE_DRAWING = "Drawing a moment of your film in each quality …"
DIFFERENCE_NAMES = {"preview": "Preview", "medium": "Good", "high": "Best"}
DIFFERENCE_TAKES = "{output}, {size}, {time}"
QUALITY_NAMES = {"preview": "", "medium": ", good quality", "high": ", best quality"}
HISTORY = "Videos"
NO_RENDERS = "Your videos will be here, to play, download and share."
MISSING = {
    "media": ("There are no photos or clips yet to make a video of.", "Add photos and clips"),
    "music": ("The song is missing; a video needs one.", "Add a song"),
    "edit": ("Your film is still on its way; a video can be made of it then.", "See how far it is"),
}
RENDER_KINDS = {"preview": "Preview", "final": "Final video"}
RENDER_SIZE = "{width} by {height}, {fps} frames a second, {codec}"
OUTPUT_SIZE = "Size"
SIZE_OF_EDIT = "Same as project"
CODEC = "Format"
CODECS = {
    "h264": "H.264 · plays everywhere",
    "h265": "H.265 · smaller file",
    "av1": "AV1 · smallest file, for newer devices",
    "prores": "ProRes · for other editors, very large",
}
CODEC_NAMES = {"h264": "H.264", "h265": "H.265", "av1": "AV1", "prores": "ProRes"}
ENCODER = "Encoder"
PROCESSOR = "This computer's processor"
ENCODERS = {
    "nvenc": "NVIDIA (NVENC)",
    "qsv": "Intel (Quick Sync)",
    "amf": "AMD (AMF)",
    "videotoolbox": "Apple (VideoToolbox)",
}
NO_HARDWARE = "This computer's processor, as no hardware encoder worked"


def encoder_name(library: str) -> str:
    """Return how people call one of FFmpeg's hardware encoders, like "h264_nvenc"."""
    return ENCODERS.get(library.partition("_")[2], library)


PHASES = {
    "importing": "importing",
    "looking": "looking what is there",
    "reading": "reading the song",
    "decoding": "decoding the song",
    "listening": "detecting onsets",
    "tracking": "finding beats, bars and parts",
    "drawing": "drawing the frames",
    "sound": "preparing the sound",
    "joining": "putting it together",
    "sending": "sending",
}
NO_NEWS = {"queued": "in the queue", "running": "getting ready"}
SPEED = "Speed"
RATE = "{rate:.0f} frames a second"
OUTPUT = "Format"


def opening(duration_ms: int, segments: int) -> str:
    """Return how long an edit is and how many segments it has."""
    return ngettext("{length} · {n} segment", "{length} · {n} segments", segments, length=length(duration_ms))


RENDER_MESSAGES = {
    "queued": "Waiting · {message}",
    "running": "{percent} % · {message}",
    "complete": "{length} · {size_mb:.1f} MB",
    "failed": "{error}",
    "cancelled": "Cancelled",
}
PROGRESS = "Progress of the render"
OLDER = "Without your last changes"
OLDER_LEAD = "You have changed the film since this video was made."
MAKE_AGAIN = "Update it"
MAKE_AGAIN_HINT = "Makes this video again, with your last changes"
PLAY_VIDEO = "Play"
PLAY_NEWEST = "Play the video"
MAKING_NOW = "Being made: {title}"
MADE_NOW = "Ready: {title}"
VIEWER = "Video"
DOWNLOAD = "Download"
DOWNLOADING = "Your browser is saving it"
CANCEL = "Cancel"
RETRY = "Try again"
