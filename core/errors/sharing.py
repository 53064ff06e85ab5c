"""What people with and without an account are told about links that are open to everybody."""

from core.errors.base import NotFoundError, RefusedError


class ShareNotReadyError(RefusedError):
    sentence = "A video can be shared once it is finished."


class SharePasswordError(RefusedError):
    sentence = "The password of a link has {minimum} to {maximum} characters."


class ShareLockedError(RefusedError):
    sentence = "This video needs its password."


class ShareVoidError(NotFoundError):
    """A link to a video that expired, was revoked or never was: they look the same."""

    sentence = "This link is no longer valid; ask for another one."


class DropVoidError(NotFoundError):
    """A link for guests that expired, was revoked or never was: they look the same."""

    sentence = "This link is no longer valid; ask the person who sent it for another one."


class DropFullError(RefusedError):
    sentence = "This does not fit any more: this link takes {files:.0f} more pictures with {mb:.0f} MB."


class DropRoomError(RefusedError):
    """The account or the disk is full; a guest learns no more than that."""

    sentence = "There is no room for more pictures at the moment; tell the person who sent you the link."
