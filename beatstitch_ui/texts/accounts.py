"""The words of signing in, the first account and the account page."""

from beatstitch_ui.languages.current import gettext as _

USERNAME = "User name"
PASSWORD = "Password"  # noqa: S105 - a label
PASSWORD_HINT = "At least {minimum} characters; a short sentence is good."  # noqa: S105 - a hint
STAY_SIGNED_IN = "Stay signed in on this device"
SIGN_IN_WITH = "Sign in with {name}"
LINK = "Link this account with {name}"
LINKED = "You can sign in to this account with {name}."
LINKED_BEFORE = "Of a provider that is not in use any more."
LINKED_SINCE = "linked {since}"
UNLINK = "Unlink"
UNLINKED = "This way to sign in was unlinked"
NO_PASSWORD = "This account has no password. An admin can give it one."  # noqa: S105 - a sentence
SETUP = "Welcome to BeatStitch"
SETUP_LEAD = "Choose a name and a password. All that you add stays on the computer that runs BeatStitch."
SETUP_NO_TOKEN = (
    "BeatStitch printed a one-time code where it was started. It proves that this is your machine."  # noqa: S105
)
SETUP_TOKEN = "One-time code"  # noqa: S105 - a label
SETUP_DEMO = "Make a demo project to try it with"
ABOUT_TITLE = "About"
ABOUT_LEAD = "BeatStitch is MIT-licensed. It looks at photos and clips with these model files:"
ABOUT_MODEL = "{name} finds {finds}: {licence}, {holder}"
FINDS = {"faces": "faces", "text": "text", "both": "faces and text"}
ABOUT_FONTS = "Titles are drawn with these fonts:"
ABOUT_FONT = "{name}: {licence}"
ABOUT_PLACES = "Captions name towns by this data: {name}, {licence}, {holder}"
ABOUT_MISSING = "{name} is not installed, so {finds} are not found"
SELF_CHECK_TITLE = "This machine"
SELF_CHECK_WAITING = "Checking what BeatStitch needs …"
SELF_CHECK_FINE = "This machine has all that BeatStitch needs"
SELF_CHECK_LACKS = "This machine lacks something that BeatStitch needs"
SELF_CHECKS = {
    "python": "Python",
    "ffmpeg": "ffmpeg",
    "encoders": "Encoders",
    "decoders": "Decoders",
    "hardware": "Hardware encoders",
    "models": "Finding faces and text",
    "fonts": "Fonts of titles",
    "places": "Names of places",
    "child": "Limited processes",
    "confinement": "Confined processes",
    "data": "Data folder",
    "space": "Free space",
    "workers": "Workers",
}
WORKERS_READY = "running"
WORKERS_MISSING = "not running yet; without them nothing is prepared or rendered"
CREATE_ACCOUNT = "Create the account"
CURRENT_PASSWORD = "Current password"  # noqa: S105 - a label
NEW_PASSWORD = "New password"  # noqa: S105 - a label
CHANGE_PASSWORD = "Change the password"  # noqa: S105 - a label
CHANGE_PASSWORD_LEAD = "Every other browser of this account is signed out."  # noqa: S105
PASSWORD_CHANGED = "The password was changed."  # noqa: S105
SESSIONS_TITLE = "Where you are signed in"
SESSIONS_LEAD = "End a session that you don't recognise, then change the password."
SESSION_UNNAMED = "Another browser"


def browser_named(label: str | None) -> str:
    """Return what a session is called, which is stored in English: "Firefox on Linux"."""
    browser, on, system = (label or _(SESSION_UNNAMED)).partition(" on ")
    return _("{browser} on {system}").format(browser=browser, system=system) if on else _(browser)


SESSION_HERE = "this browser"
SESSION_SEEN = "seen {seen}, since {since}"
END_SESSION = "End session"
END_SESSION_OF = "End session of {label}"
SESSION_ENDED = "The session of {label} has ended"
LANGUAGE = "Language"
LANGUAGE_OF_BROWSER = "Same as browser"
THEME_TITLE = "Theme"
THEME_CHOICE = {
    "legend": "Theme of the pages",
    "auto": "Same as system",
    "light": "Light",
    "dark": "Dark",
}
SIGNED_IN_AS = "Signed in as {name}"
SIGN_OUT = "Sign out"
WEBHOOKS_TITLE = "Webhooks"
WEBHOOKS_LEAD = (
    "An address that is told when a video is ready or could not be made. "
    "What is sent is signed after Standard Webhooks."
)
WEBHOOK_URL = "Address"
WEBHOOK_ADD = "Add a webhook"
WEBHOOK_MADE = "Its secret, shown this once: {secret}"
WEBHOOK_TEST = "Send a test"
WEBHOOK_TESTED = "A test is on its way"
WEBHOOK_DELETE = "Delete"
WEBHOOK_DELETED = "{url} is told nothing any more"
WEBHOOK_LAST = "{event}, {state} {outcome}"
WEBHOOK_UNUSED = "nothing sent yet"
TOKENS_TITLE = "Tokens for scripts"
TOKENS_LEAD = "A script signs in with a token; it ends after 90 days, or when you revoke it."
NEW_TOKEN = {"all": "New token", "read": "New read-only token"}
TOKEN_NAME = "Made on the account page"  # noqa: S105 - a name
TOKEN_MADE = "Copy it now, it is shown this once: {token}"  # noqa: S105 - a sentence
TOKEN_UNUSED = "never used, until {until}"  # noqa: S105 - a state
TOKEN_USED = "used {used}, until {until}"  # noqa: S105 - a state
SCOPES = {"read": "sees everything", "edit": "changes projects", "render": "renders"}
REVOKE_TOKEN = "Revoke"  # noqa: S105 - a label
REVOKE_TOKEN_OF = "Revoke the token {name}"  # noqa: S105 - a label
TOKEN_REVOKED = "The token {name} has ended"  # noqa: S105 - a sentence
