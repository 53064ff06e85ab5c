"""What clients are told about requests that are not taken."""

from core.errors.base import BeatStitchError, RefusedError


class RequestTooLargeError(RefusedError):
    sentence = "This request is larger than any that the pages send."


class RequestInvalidError(RefusedError):
    """A request with a value that it may not hold; `where` is the path of the value, with dots.

    Over the API `rule` is the name of what it breaks: `missing`, `int_type`, ... of pydantic, or
    `value_error` for what no description can say.
    """

    sentence = "{where}: {reason}."


class RequestKindError(RefusedError):
    sentence = "This takes JSON: send it with the header Content-Type: application/json."


class PageUnknownError(RefusedError):
    sentence = "The cursor is not one of this list; take it from the Link header of the page before."


class RequestUnreadableError(RefusedError):
    sentence = "This request is not what its headers say it is, or it broke off."


class MethodUnknownError(RefusedError):
    sentence = "{method} can't be done here; what can be is {allowed}."


class ForeignRequestError(RefusedError):
    sentence = "This request did not come from a BeatStitch page."


class TooManyRequestsError(RefusedError):
    sentence = "Too many requests at once; try again in a moment."


class ScopeMissingError(RefusedError):
    sentence = "This token may not do that; it needs the scope {scope}."


class BrowserOnlyError(RefusedError):
    sentence = "A token may not do that; sign in with the password."


class RequestRepeatedError(RefusedError):
    sentence = "This Idempotency-Key was used for another request; take a new one."


class RequestUnderWayError(RefusedError):
    sentence = "The same request is still being worked on; ask again in a moment."


class UploadOffsetError(BeatStitchError):
    """The client goes on at another place than where its upload broke off; `held` is the right one."""

    sentence = "This upload broke off after {held} bytes and must go on from there."
