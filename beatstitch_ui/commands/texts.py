"""Every sentence that the command line says; those about failures live in core/errors."""

from collections.abc import Sequence

ABOUT = "Turns photos, clips and one song into a video whose every cut sits on its beat."

HELP = {
    "serve": "Serve the pages, with workers beside them; what `beatstitch` alone does.",
    "host": "The address to serve on.",
    "port": "The port to serve on.",
    "make": "Make a video from photos, clips and a song.",
    "beats": "Find the beats and bars of a song.",
    "probe": "Tell what files are, and whether BeatStitch takes them.",
    "analyze": "Tell what is seen in photos and clips: faces, subject, flaws, moments.",
    "draw": "Draw what is seen in one photo, or at one clip's best moment, into this JPEG.",
    "doctor": "Check this machine and the data; ends with 0 if all is well, 1 for errors, 3 for warnings.",
    "deep": "Also read every upload and compare it with its checksum.",
    "fix": "First do what is safe: move orphans to the trash, have missing thumbnails made again.",
    "empty_trash": "Delete what lies in the trash of the data folder.",
    "user": "Manage accounts.",
    "user_add": "Create an account; asks for the password, or reads it from standard input.",
    "user_admin": "Make an account an admin, or no longer (--no).",
    "user_no_admin": "Take it back.",
    "archive": "Write a whole project into one .beatstitch file: photos, clips, song, beats, edit, settings.",
    "import": "Make a project of a .beatstitch file; the workers then read its media.",
    "archive_file": "The .beatstitch file.",
    "user_limit": "Say how much an account may store.",
    "quota": "How much the account may store, like 20GB, or none for no limit.",
    "user_list": "List the accounts.",
    "user_reset": "Give an account a new password and sign it out everywhere.",
    "work": "Run background workers only.",
    "backup": "Copy the data folder, also while it is in use; again into the same folder copies what is new.",
    "restore": "Fill an empty data folder from a backup.",
    "backup_target": "The folder for the backup.",
    "backup_source": "The folder with the backup.",
    "verify": "Make no backup, but check that the one in DEST is whole.",
    "anyway": "Restore what is there of a backup that is damaged or was not finished.",
    "data": "The data folder.",
    "adopt": "Use database and files together although their markers say that they do not belong together.",
    "name": "The account's name.",
    "audio": "The song.",
    "media": "Photos, clips and folders of them, in the order to show them; those of a folder by time taken.",
    "live": "What stands for a Live Photo: its photo, its clip, or both.",
    "files": "Photos, clips or songs.",
    "out": "The video to write.",
    "beats_in": "A beats.json to use instead of listening.",
    "beats_out": "The beats.json to write.",
    "beats_per_cut": "How many beats a picture lasts: 1, 2, 4, 8, 16, or auto for what shows every picture.",
    "style": "Pace, transitions, accents and titles in one; other options win.",
    "title": "What the opening title says; by itself the folder's name and the days of the pictures.",
    "pacing": "Directed: pictures, order and pace by what they show and by the song; steady: equally long, "
    "as --beats-per-cut says, which implies it; energy: more cuts where the song is intense.",
    "length": "Shorten the song to so many seconds, at its parts; it then ends with a fade.",
    "end": "End with the song, or with its last whole bar.",
    "transition": "How one picture gives way to the next.",
    "transition_ms": "Length of a transition, 100 to 2000.",
    "no_ken_burns": "Let photos stand still.",
    "size": "Width x height in pixels.",
    "aspect": "Shape of the video; several make one video each, of the same edit, named like film-9x16.mp4.",
    "fps": "Frames per second, 15 to 60.",
    "ntsc": "Slow the rate by 1000/1001 (29.97 for 30).",
    "fit": "How a picture of another shape fills the frame.",
    "panels": "Show upright pictures side by side where there are too many, as the style lively does.",
    "start": "Second of the song to begin at.",
    "duration": "Seconds of the song to use.",
    "fade_in": "Seconds over which the sound comes in.",
    "fade_out": "Seconds over which the sound goes out at the end.",
    "picture_fade": "Seconds over which the picture goes black at the end.",
    "loudness": "Bring the sound to this loudness in LUFS, -14 for the web; otherwise it stays as it is.",
    "clip_volume": "How loud clips are heard, in percent; the song is ducked under them.",
    "quality": "Speed against size and fidelity.",
    "codec": "Video codec.",
    "hardware": "Encode on the graphics processor where that works; faster, larger, a little less exact.",
    "cache": "Keep what is drawn in this folder, to draw only what changes next time.",
    "edl_out": "Also write the edit as edl.json.",
    "map_out": "Also write which file is which, for `render`.",
    "edl": "An edl.json.",
    "map": "Which file is which, as `make --map-out` writes it.",
    "analyzer": "Who finds the beats; madmom has to be installed with `make madmom`.",
    "list": "A file of lines: audio, tab, out.",
    "export": "Write the edit of a project for other editing programs: OpenTimelineIO, FCPXML or CMX 3600.",
    "export_project": "The id of the project, as in its address.",
    "export_format": "otio, otioz (with the media), fcpxml or cmx.",
    "export_out": "Where to write it; without this, under the project's name.",
    "webhook": "Webhooks, which are told when a video is ready or could not be made.",
    "webhook_add": "Have an address told; prints the secret of its signatures, this once.",
    "webhook_url": "The address that is told.",
    "webhook_list": "The webhooks of an account, one a line.",
    "webhook_delete": "End a webhook at once.",
    "webhook_id": "The id of the webhook, from `webhook list`.",
    "share_password": "Ask for a password that the link needs.",
    "link_days": "How many days it is valid.",
    "link_id": "The id of the link, from its list.",
    "project_id": "The id of the project, from its address in the browser.",
    "render_id": "The id of the render, from the API or `Details` of the video.",
    "token": "Tokens, with which scripts sign in to the API.",
    "token_add": "Make a token and print it, this once.",
    "token_list": "The tokens of an account, one a line.",
    "token_revoke": "End a token at once.",
    "token_name": "What the token is for.",
    "token_id": "The id of the token, from `token list`.",
    "scope": "What it may do: read, edit or render; all without this option.",
    "days": "After how many days it ends.",
    "json": "One JSON object per line, the result last.",
}

STAGES = {
    "reading": "Reading photos and clips",
    "listening": "Finding the beats",
    "sending": "Sending",
    "preparing": "Preparing photos and clips",
    "rendering": "Rendering",
    "drawing": "Drawing frames",
    "sound": "Preparing the song",
    "joining": "Joining",
}

MADE = "{out}: {seconds:.1f} s, {segments} segments on the beat, {megabytes:.1f} MB"
UNWANTED = "Left out: {file} ({reason})"
UNWANTED_MORE = "Left out besides: {count} more (--json lists them)"
BEATS_FOUND = "{file}: {beats} beats, {bpm:.1f} BPM, {signature}"
SONG_DAMAGED = "{file} is damaged: {seconds:.2f} s of it can't be decoded and are silent."
BEATS_EVEN = "{file}: no clear beat; an even grid of {bpm:.0f} BPM instead"
SIZE_ROUNDED = "Video needs even sizes: rendering {width}x{height}."
NAMED_PICTURES = 5


def left_out(names: Sequence[str], of: int, all_fit_at: int | None) -> str:
    """Return which of so many pictures the video has no room for, and what would show them."""
    shown = of - len(names)
    are = "is" if shown == 1 else "are"
    fit = "does not fit" if len(names) == 1 else "do not fit"
    named = ", ".join(names[:NAMED_PICTURES])
    more = f" and {len(names) - NAMED_PICTURES} more" if len(names) > NAMED_PICTURES else ""
    way = (
        "Use more of the song, or fewer pictures."
        if all_fit_at is None
        else f"--beats-per-cut {all_fit_at} shows them all."
    )
    return f"{shown} of {of} pictures {are} shown; {len(names)} {fit} at this pace: {named}{more}. {way}"


def passed_over(sidecars: int, raws: int, live_photos: int) -> str:
    """Return what was not needed of the files that were brought, nothing if all were."""
    parts = [
        f"{sidecars} side {'file' if sidecars == 1 else 'files'} passed over" if sidecars else "",
        f"{raws} raw {'photo' if raws == 1 else 'photos'} passed over for the JPEG beside it" if raws else "",
        f"{live_photos} Live {'Photo' if live_photos == 1 else 'Photos'} shown once (see --live)"
        if live_photos
        else "",
    ]
    told = "; ".join(part for part in parts if part)
    return told and f"{told}."


NO_HARDWARE = "No hardware encoder works here for {codec}; the processor encoded it."
STOPPED = "Stopped."

BACKED_UP = "{folder} holds the database and {files} files."
RESTORED = "{folder} has its database and {files} files again."
WAS_MISSING = "{file} is missing in the data folder already."
BACKUP_WHOLE = "The backup {folder} is whole."
BACKUP_FAULTY = "The backup {folder} is not whole: {count} of its files are missing or damaged."
USER_ADDED = "{username} can sign in now."
USER_LIMITED = "{username} may store {megabytes:.0f} MB."
USER_UNLIMITED = "{username} may store as much as the disk holds."
NO_LIMIT = "none"
QUOTA_WRONG = "{size} is not a size; write it like 20GB, or none for no limit"
USER_RESET = "{username} has a new password; all sessions of the account have ended."
SCOPE_WRONG = "{scope} is no scope; there are read, edit and render"
USER_IS_ADMIN = "{username} is an admin."
USER_IS_NO_ADMIN = "{username} is no admin."
ARCHIVED = "{out}: {files} files"
IMPORTED = "{project_id}"
EXPORTED = "{out}: {cuts} cuts"
WEBHOOK_DELETED = "The webhook is told nothing any more."
TOKEN_REVOKED = "The token has ended."  # noqa: S105 - a sentence
TOKEN_UNUSED = "never used"  # noqa: S105 - a state
TOKEN_LINE = "{id}  {name}: {scopes}; until {until:%Y-%m-%d}, {used}"  # noqa: S105 - a line
ENTER_TWELVE = "Password (12 characters or more): "
ENTER_AGAIN = "Once more: "

NOT_UTF_8 = "“{text}” is not written in UTF-8."
USAGE_HINT = "{problem} (see 'beatstitch --help')"
ASPECT_WRONG = "{aspect} is no shape of ours; there are {known}."
SIZE_WRONG = "{size} is not a size; write it like 1920x1080"
TIME_WRONG = "--start, --duration, fades and --loudness are plain numbers"
OPTION_WRONG = "{option}: {problem}"
BEATS_USAGE = "name one song, or a list of songs with --list"
OPTIONS_OF_SETTINGS = {
    "beats_per_cut": "--beats-per-cut",
    "transition_duration_ms": "--transition-ms",
    "output_width": "--size, width",
    "output_height": "--size, height",
    "output_fps": "--fps",
    "film_length_ms": "--length",
}

SEEN_KIND = "{file}: {kind}, quality {quality:.2f}{flaws}"
SEEN_FACES = "  faces: {count}"
SEEN_SUBJECT = (
    "  subject: {left:.0%} to {right:.0%} across, {top:.0%} to {bottom:.0%} down ({certainty:.0%} sure)"
)
SEEN_MOMENT = "  {start:.1f} to {end:.1f} s, best at {peak:.1f} s (score {score:.2f})"
SEEN_CUT = "  hard cut at {time:.3f} s"
SEEN_FLAW = "  {start:.1f} to {end:.1f} s: {flaw}"
SEEN_WITHOUT = "Without {found}: a model file is missing; see beatstitch doctor."
FLAWS = {"very_dark": "very dark", "low_contrast": "hardly any contrast"}
DRAW_ONE = "--draw takes one file"

PROBED_PHOTO = "{file}: photo, {width}x{height}"
PROBED_CLIP = "{file}: clip, {width}x{height}, {seconds:.2f} s, {fps:.4g} frames per second"
PROBED_SONG = "{file}: song, {seconds:.2f} s, {rate} Hz"

DOCTOR_MARKS = {"ok": "ok", "warning": "warning", "error": "wrong"}
DOCTOR_TITLES = {
    "python": "Python",
    "ffmpeg": "ffmpeg",
    "encoders": "encoders",
    "decoders": "decoders",
    "hardware": "hardware encoders",
    "models": "models for faces and text",
    "fonts": "fonts of titles",
    "places": "names of places",
    "child": "limited processes",
    "confinement": "confinement",
    "data": "data folder",
    "space": "free space",
    "database": "database",
    "belonging": "database and files",
    "originals": "uploads and videos",
    "derived": "thumbnails and proxies",
    "orphans": "files that belong to nothing",
    "trash": "trash",
    "checksums": "checksums",
    "copies": "nightly copies of the database",
    "privacy": "privacy",
}
DOCTOR_VERDICTS = {
    "ok": "Everything BeatStitch needs is here, and its data is sound.",
    "warning": "BeatStitch works, but something needs your attention; see above.",
    "error": "Something is missing or broken; see above.",
}
AND_MORE = "and {count} more"
TRASH_EMPTIED = "{files} files were deleted from the trash."
