"""What people are told about signing in, passwords and room."""

from core.errors.base import RefusedError


class SignInFailedError(RefusedError):
    sentence = "The name or the password is wrong."


class NotSignedInError(RefusedError):
    sentence = "Sign in first."


class SignedOutError(RefusedError):
    sentence = "This session has ended; sign in again."


class SignInThrottledError(RefusedError):
    sentence = "Too many wrong passwords; try again in {wait_s:.0f} s."


class PasswordTooShortError(RefusedError):
    sentence = "The password needs at least {minimum} characters."


class PasswordTooLongError(RefusedError):
    sentence = "The password may have at most {maximum} characters."


class PasswordCommonError(RefusedError):
    sentence = "This password is among the first that attackers try; choose another."


class PasswordsDifferError(RefusedError):
    sentence = "The two passwords differ."


class UsernameTakenError(RefusedError):
    sentence = "The name {username} is already in use."


class UsernameInvalidError(RefusedError):
    sentence = "A name has 1 to {maximum} letters, digits, spaces or the signs . _ @ -."


class SetupTokenError(RefusedError):
    sentence = "This set-up link is not valid any more; start BeatStitch again to get a new one."


class InvitationError(RefusedError):
    sentence = "This invitation is not valid any more; ask for another one."


class LocalSignInOffError(RefusedError):
    sentence = "Names and passwords are not accepted here; sign in the way the sign-in page offers."


class SignInElsewhereError(RefusedError):
    sentence = "The sign-in did not work: {reason}. Try again."


class AccountMissingError(RefusedError):
    sentence = "{name} has no account here. Ask the person who runs this server to add one."


class FirstAccountMissingError(RefusedError):
    sentence = "The first account has to be set up before anybody can sign in this way."


class IdentityTakenError(RefusedError):
    sentence = "This sign-in belongs to another account here already."


class LastWayInError(RefusedError):
    sentence = (
        "This is the only way to sign in to this account. Link another one first, or ask an admin to give it "
        "a password."
    )


class QuotaFullError(RefusedError):
    sentence = (
        "This does not fit into your account: it needs {needed_mb:.0f} MB more, and {used_mb:.0f} of your "
        "{quota_mb:.0f} MB are in use."
    )


class WebhooksTooManyError(RefusedError):
    sentence = "An account has at most {most:.0f} webhooks; delete one first."
