"""The words of the admin page and of invitations."""

TITLE = "Administration"
LINK = "Administration: people, storage, log"
PEOPLE = "People"
PEOPLE_COLUMNS = ("Name", "Projects", "Photos", "Clips", "Songs", "Videos", "May store")
ADMIN_MARK = "{name} (admin)"
NO_LIMIT = "no limit"
INVITATIONS = "Invitations"
INVITATIONS_LEAD = "A link with which somebody makes an account of their own; it works once, for a week."
INVITE = "Invite"
INVITE_FOR = "For whom"
INVITED = "Send this link to {note}, it is shown this once: {link}"
INVITATION_UNTIL = "until {until}"
WITHDRAW = "Withdraw"
WITHDRAW_OF = "Withdraw the invitation for {note}"
WITHDRAWN = "The invitation for {note} has ended"
STORAGE = "Storage"
STORAGE_COLUMNS = ("What", "Holds", "Limit")
CACHES = {
    "spans": "Drawn parts of videos, made again when needed",
    "derived": "Thumbnails, previews and analyses",
    "trash": "Trash",
    "copies": "Nightly copies of the database",
}
DATABASE = "Database"
FREE = "Free on the disk"
WORK = "Work"
WORKERS = "Workers that are alive: {number}"
LONGEST_WAIT = "The oldest waiting job has waited {seconds:.0f} s"
NOTHING_WAITS = "Nothing waits"
JOBS = "{kind}: {state}"
JOB_KINDS = {
    "preview": "Previews",
    "analyze": "Analyses of songs",
    "import": "Imports",
    "recurring": "Recurring films",
    "ingest": "Preparing media",
    "look": "Looking at pictures",
    "send": "Sending to Immich",
    "final": "Final videos",
    "hook": "Webhooks",
    "notify": "Notices",
    "housekeeping": "Housekeeping",
}
JOB_STATES = {
    "queued": "waiting",
    "running": "running",
    "complete": "done",
    "failed": "failed",
    "cancelled": "cancelled",
}
ACTS = "Who signed in"
ACT_NAMES = {
    "signed_in": "signed in",
    "sign_in_failed": "could not sign in",
    "signed_out": "signed out",
    "password_changed": "has a new password",
    "account_created": "has an account",
    "token_made": "made a token",
    "token_revoked": "revoked a token",
    "webhook_made": "made a webhook",
    "identity_linked": "linked another way to sign in",
    "identity_unlinked": "unlinked a way to sign in",
}
ACT = "{name} {act}"
VERSIONS = "Versions"
LOG = "Log"
DIAGNOSTICS = "Download diagnostics"
DIAGNOSTICS_LEAD = (
    "For a question to others: versions, settings, what doctor finds, figures and the log. It holds no "
    "passwords, no tokens and none of your files."
)
JOIN = "Welcome to BeatStitch"
JOIN_LEAD = "You are invited. Choose your name and password."
JOIN_VOID = "This invitation is not valid any more; ask for another one."
