"""The words of shared links: on the pages of people without an account, and where links are made."""

from beatstitch_ui.languages.current import ngettext

MADE_WITH = "Made with BeatStitch"
LOCKED = "A video for you"
LOCKED_LEAD = "The person who sent you this link has the password."
PASSWORD = "Password"  # noqa: S105 - a label
PASSWORD_WRONG = "That password is wrong."  # noqa: S105 - a sentence
UNLOCK = "Show the video"
DOWNLOAD = "Download"
NOT_PLAYED = "Browsers can't play this format; download it."

DROP = "Add your pictures"
DROP_LEAD = (
    "Choose photos and clips; they go to the person who sent you this link. You can't see what others add."
)
DROP_FULL = "This link has taken all the pictures that it may take. Thank you!"
DROP_ROOM = "Room for {files} more, {mb} MB."
YOUR_NAME = "Your name"
PICTURES = "Photos and clips"
SEND = "Send"
SENT = "arrived"
NOT_SENT = "did not arrive; try again"

SHARE = "Share"
SHARE_TITLE = "Share this video"
SHARE_LEAD = "Anyone with the link can watch and download this video, and sees nothing else."
SHARE_OLD = "You have changed the film since this video was made: it does not show your last changes."
DAYS = {"1": "1 day", "7": "1 week", "30": "30 days", "365": "1 year"}
DROP_DAYS = {"1": "1 day", "7": "1 week", "14": "2 weeks", "30": "30 days", "365": "1 year"}
EXPIRES = "Valid for"
WITH_PASSWORD = "Password (optional)"  # noqa: S105 - a label
MAKE_LINK = "Make a link"
LINK = "Link"
MAKE_LINK_HERE = "Make a link for this computer"
LINK_ONLY_HERE = "Only this computer can open a link, because BeatStitch is not open to your network."
SEND_THE_FILE = "To show the video to somebody, send the file:"
OPEN_TO_NETWORK = "Links for other devices at home"
OPEN_TO_NETWORK_HOW = (
    "The person who installed BeatStitch can start it with BEATSTITCH_HOST=0.0.0.0 before the command. Then "
    "open it at this computer's address in your network: its links work on every phone and TV at home."
)
LINK_ELSEWHERE = (
    "This page is open at an address that only this computer knows. For links that others can open, share "
    "from the address of this computer in your network."
)
COPY = "Copy link"
COPIED = "Link copied"
REVOKE = "Stop sharing"
REVOKED = "The link opens nothing any more"

GUESTS = "Let guests add pictures"
GUESTS_LEAD = "Anyone with the link can add photos and clips here within these limits, and sees nothing."
GREETING = "What guests read (optional)"
MOST_FILES = "Maximum number of pictures"
FILE_LIMITS = {"20": "20", "50": "50", "200": "200", "1000": "1000"}
MOST_MB = "Maximum size in total"
SIZE_LIMITS = {"500": "500 MB", "4000": "4 GB", "20000": "20 GB"}
CAME_IN = "{files} of {most} pictures, {mb:.0f} MB, until {{until}}"
ARRIVALS = "What came in"
ARRIVAL = "{guest}: {name}"
QR = "The link as a code for phones"

TO_IMMICH = "To Immich"
IMMICH = "Immich, a photo library on a server of your own"
IMMICH_TITLE = "Send this video to Immich"
IMMICH_LEAD = "Your Immich gets it as it is here, once, however often you send it."
IMMICH_PERMISSIONS = (
    "The key needs asset.upload; for an album also albumAsset.create, and for one by its name album.read and "
    "album.create. It is forgotten once the video has arrived."
)
INTO_ALBUM = "Album"
NO_ALBUM = "No album"
ALBUM_OF_PICTURES = "Where the pictures came from ({name})"
ALBUM_BY_NAME = "By its name"
ALBUM_NAME = "Name of the album (made if there is none)"
ALBUM_UNNAMED = "it needs a name"
IMMICH_SEND = "Send to Immich"
SEND_AGAIN = "Try again"
SENT_STATES = {
    "queued": "waiting",
    "running": "sending, {percent} %",
    "complete": "sent",
    "there": "it was there already",
    "failed": "{error}",
    "cancelled": "stopped",
}
SENT_LATER = "{reason} It is tried again in a while."


def views(n: int, *, with_password: bool) -> str:
    """Return how often a link was opened; `{until}` in it is where the day goes on which it ends."""
    if with_password:
        return ngettext(
            "{n} view, with a password, until {{until}}", "{n} views, with a password, until {{until}}", n
        )
    return ngettext("{n} view, until {{until}}", "{n} views, until {{until}}", n)
