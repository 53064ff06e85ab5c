"""What the command line says of a server that it asks."""

from core.errors.base import BeatStitchError


class TokenMissingError(BeatStitchError):
    sentence = (
        "Commands that ask a server need a token in BEATSTITCH_TOKEN: make one on the account page, or with "
        "`beatstitch token add NAME cli` on the server."
    )


class TokenImpossibleError(BeatStitchError):
    sentence = "What BEATSTITCH_TOKEN holds can't be a token: those are made of letters, digits, _ and -."


class TokenRefusedError(BeatStitchError):
    sentence = (
        "{url} does not take the token in BEATSTITCH_TOKEN: it has ended, or belongs to another server."
    )


class ServerUnreachableError(BeatStitchError):
    sentence = "{url} can't be reached: {reason}. Set BEATSTITCH_URL to the address of your BeatStitch."


class ServerStrangeError(BeatStitchError):
    sentence = "{url} does not answer like a BeatStitch. Set BEATSTITCH_URL to the address of yours."


class ServerRefusedError(BeatStitchError):
    """What a server refuses in its own words; `error` is the name of the refusal, `status` that of HTTP."""

    sentence = "{message}."
