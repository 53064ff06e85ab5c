"""What people are told about places that pictures come from and videos go to."""

from core.errors.base import BeatStitchError, LaterError, NotFoundError, RefusedError


class NoImportFoldersError(RefusedError):
    sentence = (
        "No folder of this server can be imported from. Its administrator allows some with "
        "BEATSTITCH_IMPORT_FOLDERS."
    )


class ImportFolderError(NotFoundError):
    sentence = "{folder} is not a folder or file that may be imported from."


class NothingToImportError(RefusedError):
    sentence = "There are no photos or clips in {place}."


class TooMuchToImportError(RefusedError):
    sentence = "There are more than {most} photos and clips in {place}; choose less."


class TakeoutInvalidError(RefusedError):
    sentence = "{file} can't be read as a zip file of Google Takeout: {reason}."


class PlaceAddressError(RefusedError):
    sentence = "{address} can't be used: {reason}."


class PlaceRefusedError(RefusedError):
    sentence = "{place} does not accept this key, or it may not read what was chosen."


class PlacePasswordError(RefusedError):
    sentence = (
        "{place} does not accept this name and password, or they may not read what was chosen. "
        "Nextcloud may want an app password, from its settings under Security."
    )


class PlaceFolderError(NotFoundError):
    sentence = "{place} has no folder {folder}."


class PlaceUnreachableError(BeatStitchError):
    sentence = "{place} can't be reached or does not answer as it should: {reason}."


class PlaceAwayError(PlaceUnreachableError):
    """One that does not answer for now, which may be otherwise in a while."""


class ImmichKeyError(RefusedError):
    sentence = "{place} does not accept this key."


class ImmichPermissionError(RefusedError):
    sentence = (
        "This key of {place} lacks the permission {permission}; add it in Immich, in the account settings "
        "under API keys."
    )


class ImmichFullError(RefusedError):
    sentence = "{place} has no room for this video: your quota there is used up."


class ImmichTooLargeError(RefusedError):
    sentence = (
        "{place} does not take a file of {size_mb:.0f} MB; a proxy before it may limit uploads "
        "(client_max_body_size of nginx)."
    )


class ImmichTrashedError(RefusedError):
    sentence = "This video lies in the trash of {place}; bring it back there, then try again."


class ImmichAlbumError(RefusedError):
    sentence = "The video is in {place}, but not in the album: that is gone, or this key may not add to it."


class ImmichNoAlbumError(RefusedError):
    sentence = "The pictures of this project did not come from an album of {place}."


class ImmichAwayError(LaterError):
    sentence = "{place} can't be reached or does not answer as it should: {reason}."


class SendNotReadyError(RefusedError):
    sentence = "A video can be sent once it is finished."


class SendUnderWayError(RefusedError):
    sentence = "This video is on its way already."


class SendKeyGoneError(RefusedError):
    sentence = "The key for this was forgotten; send the video again."


class ItemGoneError(RefusedError):
    sentence = "{file} is not there any more."


class ItemDamagedError(RefusedError):
    sentence = "{file} arrived damaged twice."


class ImportUnderWayError(RefusedError):
    sentence = "This import is still under way."


class NoSongThereError(RefusedError):
    sentence = "There is no song in {place}."


class NoPicturesOfPeriodError(RefusedError):
    sentence = "There are no photos or clips from {period}."


class RecurringTooManyError(RefusedError):
    sentence = "An account has {most} films that make themselves at most; delete one first."


class RecurringMadeError(RefusedError):
    sentence = "The film of {period} has been made, or is being made now."


class RecurringStoppedError(RefusedError):
    sentence = "The film was stopped, or its project was deleted."


class RecurringStuckError(RefusedError):
    sentence = "The film could not be made in {tries} tries; the log has the details."
