"""Every sentence about a failure that a person can meet, one class for each."""

import re
from typing import ClassVar

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class BeatStitchError(Exception):
    """A failure with a sentence for the person in front of the screen.

    Facts are the named values its sentence needs; they must be plain JSON values, because
    errors cross process borders by name and facts.
    """

    sentence: ClassVar[str] = "Something went wrong inside BeatStitch; the log has the details."

    def __init__(self, **facts: str | float | None) -> None:
        self.facts = facts
        super().__init__(self.user_message)

    @classmethod
    def code(cls) -> str:
        """Return what programs know this kind of error by: `quota_full` of QuotaFullError."""
        return _WORD_BEGINS.sub("_", cls.__name__.removesuffix("Error")).lower()

    @property
    def user_message(self) -> str:
        """Return the sentence with its facts filled in."""
        return self.sentence.format(**self.facts)


class MediaRefusedError(BeatStitchError):
    """A file that cannot become part of a project; `file` is the name its owner knows."""

    sentence = "{file} can't be used."


class FileMissingError(MediaRefusedError):
    sentence = "{file} was not found."


class FileUnreadableError(MediaRefusedError):
    sentence = "{file} can't be opened: {reason}."


class FileEmptyError(MediaRefusedError):
    sentence = "{file} is empty (0 bytes)."


class FileTooLargeError(MediaRefusedError):
    sentence = "{file} is too large: {size_mb:.0f} MB, the limit is {limit_mb:.0f} MB."


class FormatUnknownError(MediaRefusedError):
    sentence = "{file} is not a photo, clip or song that BeatStitch can read."


class KindUnreadError(MediaRefusedError):
    """A picture of a kind that is known by name, but has no decoder here."""

    sentence = "{file} is {kind}, which BeatStitch can't read; export it as JPEG and add that."


class PictureFormUnreadError(MediaRefusedError):
    """A sound picture file that stores its picture in a way without a decoder here."""

    sentence = (
        "{file} holds its picture as {form}, which BeatStitch can't read; export it as JPEG and add that."
    )


class PictureMemoryError(MediaRefusedError):
    """A photo whose reading met the bound of memory, whatever its size promised."""

    sentence = "{file} needs more memory to open than BeatStitch gives a photo."


class FormatUnsafeError(MediaRefusedError):
    sentence = "{file} is a {format} file. Such files can point to others, so BeatStitch does not open them."


class FileDamagedError(MediaRefusedError):
    sentence = "{file} is damaged or cut off: {reason}."


class TooManyPixelsError(MediaRefusedError):
    sentence = (
        "{file} is too big to open: {width} x {height} pixels, the limit for such a file is "
        "{limit_mp} megapixels."
    )


class TooLongError(MediaRefusedError):
    sentence = "{file} is too long: {minutes:.0f} minutes, the limit is {limit_minutes:.0f} minutes."


class TooManyFramesError(MediaRefusedError):
    sentence = "{file} holds {frames:,} frames, the limit is {limit:,}."


class TooManyPartsError(MediaRefusedError):
    """A file whose structure asks for far more work than that of any real one."""

    sentence = "{file} has too many {parts}; the limit is {limit:,}."


class CodecUnsupportedError(MediaRefusedError):
    """A clip or song whose `what` ("picture", "sound") is in a codec without a decoder here."""

    sentence = "{file} holds its {what} as {codec}, which BeatStitch can't decode."


class EncryptedError(MediaRefusedError):
    sentence = "{file} is copy-protected (encrypted), so BeatStitch can't read it."


class NothingShownError(MediaRefusedError):
    sentence = "{file} shows nothing: its edit list leaves out every frame."


class EditListWithHolesError(MediaRefusedError):
    sentence = (
        "{file} has an edit list with holes in its picture; export it as an ordinary clip and add that."
    )


class DolbyVisionError(MediaRefusedError):
    sentence = (
        "{file} is in Dolby Vision (profile {profile}) without colours for other players; "
        "export it as HDR10, HLG or SDR and add that."
    )


class TooManyStreamsError(MediaRefusedError):
    sentence = "{file} holds {streams} streams, the limit is {limit}."


class ReadingTooSlowError(MediaRefusedError):
    sentence = "{file} took longer than {seconds:.0f} s to read and was given up."


class ReadingCrashedError(MediaRefusedError):
    sentence = "{file} can't be read: the decoder gave up on it."


class NoSoundError(MediaRefusedError):
    sentence = "{file} has no sound in it."


class SoundFormatUnknownError(MediaRefusedError):
    sentence = "{file} has its sound in a format that BeatStitch can't decode."


class NotASongError(MediaRefusedError):
    sentence = "{file} is not a song: it is {kind}."


class SongPresentError(MediaRefusedError):
    sentence = "{file} is a song, and {song} is the project's song already; change it on the Music page."


class NotAPictureError(MediaRefusedError):
    sentence = "{file} is a song, not a photo or clip."


# Files and space ------------------------------------------------------------------------------------


class StorageError(BeatStitchError):
    """The disk did not take what was to be written."""


class DiskFullError(StorageError):
    sentence = "The disk is full; free some space and try again."


class NotEnoughSpaceError(StorageError):
    sentence = "There is not enough space on the disk: {needed_mb:.0f} MB needed, {free_mb:.0f} MB free."


# Accounts, projects and jobs ------------------------------------------------------------------------


class NotFoundError(BeatStitchError):
    """What is asked for does not exist, or belongs to someone else; the two look the same."""

    sentence = "{what} was not found."


class RefusedError(BeatStitchError):
    """A request that is understood and not allowed as things stand."""


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
    sentence = "A name has 1 to {maximum} letters, digits or the signs . _ @ -."


class SetupTokenError(RefusedError):
    sentence = "This set-up link is not valid any more; start BeatStitch again to get a new one."


class ProjectNameError(RefusedError):
    sentence = "A project's name has 1 to {maximum} characters."


class OrderMismatchError(RefusedError):
    sentence = "The photos and clips have changed in another tab; reload and try again."


class JobDiedError(BeatStitchError):
    sentence = "The work was given up because the worker died on it {deaths} times."


class QuotaFullError(RefusedError):
    sentence = (
        "This does not fit into your account: it needs {needed_mb:.0f} MB more, and {used_mb:.0f} of your "
        "{quota_mb:.0f} MB are in use."
    )


class NotAClipFileError(RefusedError):
    sentence = "{file} is a photo, and only a clip has a beginning and an end."


class BoundsTooCloseError(RefusedError):
    sentence = "At least {least_s:.1f} s of a clip must be left."


class FolderUnusableError(StorageError):
    sentence = "The folder {folder} can't be used: {reason}."


class BackupPlaceError(RefusedError):
    sentence = "{folder} holds something else already; name an empty folder."


class NoBackupError(RefusedError):
    sentence = "{folder} is not a backup of BeatStitch."


class BackupUnfinishedError(RefusedError):
    sentence = (
        "The backup {folder} was not finished, or an older BeatStitch made it: it has no list of its files "
        "to check them by. Restore it with --anyway."
    )


class BackupDamagedError(RefusedError):
    sentence = (
        "{faults}\nThe backup {folder} is not whole: {count} of its files are missing or damaged. "
        "Nothing was restored; --anyway restores what is there."
    )


class DataNewerError(BeatStitchError):
    sentence = "The data folder was used by a newer BeatStitch; update this one to open it."


class DatabaseDamagedError(BeatStitchError):
    sentence = (
        "The database {file} is damaged. Put one of the copies from the folder backups beside it in its "
        "place, or restore a backup."
    )


class NoDataError(BeatStitchError):
    sentence = "There is no BeatStitch data in {folder}; name the data folder with --data."


class PortInUseError(BeatStitchError):
    sentence = (
        "Port {port} of {host} is in use already, perhaps by a BeatStitch that is running. "
        "Choose another with --port."
    )


class AddressUnusableError(BeatStitchError):
    sentence = "BeatStitch can't serve on {host}, port {port}: {reason}."


class DataUnrelatedError(BeatStitchError):
    """Database and files do not belong together; nothing is opened, so that nothing is lost."""

    sentence = "Database and files do not belong together."


class DatabaseMissingError(DataUnrelatedError):
    sentence = (
        "There are photos, clips or videos, but the database {file} is missing or empty. Put it back, or "
        "restore a backup into another folder. To begin again with an empty database, start with --adopt: "
        "the files then go to the folder trash."
    )


class MarkerMissingError(DataUnrelatedError):
    sentence = (
        "{folder} holds files, but not the {marker} that says whose they are. Check that the right disk is "
        "mounted there. If these are the right files, start with --adopt."
    )


class InstallationsDifferError(DataUnrelatedError):
    sentence = (
        "The database in {folder} belongs to other files than those beside it. Put the right database back, "
        "or the right files. To use this database with these files, start with --adopt: files that it does "
        "not know then go to the folder trash."
    )


class HomeMissingError(DataUnrelatedError):
    sentence = (
        "{folder} is not there, or not the one that was used before. Check that its disk is mounted. "
        "To go on with what is there now, start with --adopt."
    )


class FilesStrangeError(DataUnrelatedError):
    sentence = (
        "The database in {folder} does not match the files beside it: it does not know {count} of the "
        "project folders, or its own files are missing. Put the right database back, or check that the right "
        "disk is mounted. To use them as they are, start with --adopt: files that the database does not know "
        "then go to the folder trash."
    )


class RequestTooLargeError(RefusedError):
    sentence = "This request is larger than any that the pages send."


class RequestInvalidError(RefusedError):
    """A request with a value that it may not hold; `where` is the path of the value, with dots."""

    sentence = "{where}: {reason}."


class RequestUnreadableError(RefusedError):
    sentence = "This request is not what its headers say it is, or it broke off."


class MethodUnknownError(RefusedError):
    sentence = "{method} is not something that can be done here; {allowed} is."


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


class RenderStaleError(RefusedError):
    """The client asked for a render of an edit that has moved on; `content_hash` is the current one."""

    sentence = "The edit has changed since you looked; check it and start the render again."


class NoEditError(RefusedError):
    sentence = "There is no edit yet; make one first."


class RenderNotRetryableError(RefusedError):
    sentence = "Only a failed or cancelled render can be started again."


class SourcesMissingError(RefusedError):
    sentence = "{count} of the files of this render have been deleted."


class ModelsMissingError(BeatStitchError):
    sentence = (
        "Photos and clips are looked at without finding {found}: a model file is missing. Run make install, "
        "or set BEATSTITCH_MODELS to the folder that holds it."
    )


class FfmpegMissingError(BeatStitchError):
    sentence = "No usable ffmpeg was found: {reason}. Install ffmpeg 5.1 or newer, or set BEATSTITCH_FFMPEG."


class ConfinementBrokenError(BeatStitchError):
    sentence = "This system says that it confines the processes that open uploads, but it does not."


class RenderError(BeatStitchError):
    """A video that can't be rendered."""

    sentence = "The video can't be rendered."


class AssetMissingError(RenderError):
    sentence = "The picture of segment {segment} is no longer there."


class NothingToRenderError(RenderError):
    sentence = "There is nothing to render: the edit has no segments, or none as long as a frame."


class SourceUnreadableError(RenderError):
    sentence = "{file} can't be drawn: {reason}."


class DrawingFailedError(RenderError):
    sentence = "Drawing frames {first} to {last} failed: {reason}."


class RenderCancelledError(RenderError):
    sentence = "The render was cancelled."


# Making and checking a timeline; segments are counted from 1 in sentences.


class NoMediaError(RefusedError):
    sentence = "There are no photos or clips yet; add some before making a timeline."


class SongNotReadyError(RefusedError):
    sentence = "There is no song with beats yet; add one, or wait until its beats are found."


class SongPartEmptyError(RefusedError):
    sentence = (
        "The chosen part of the song is empty: it begins at {start_s:.1f} s "
        "and the song is {song_s:.1f} s long."
    )


class TimelineInvalidError(RefusedError):
    """A timeline that contradicts itself, its song or its media."""

    sentence = "This timeline can't be used."


class TimelineEmptyError(TimelineInvalidError):
    sentence = "The timeline has no segments."


class SegmentNumberError(TimelineInvalidError):
    sentence = "Segment {segment} carries the index {index}; indexes count up from 0 without gaps."


class SegmentWithoutLengthError(TimelineInvalidError):
    sentence = "Segment {segment} has no length: it runs from {in_ms} to {out_ms} ms."


class SegmentLengthError(TimelineInvalidError):
    sentence = "Segment {segment} says it lasts {said_ms} ms, but it runs for {actual_ms} ms."


class TimelineGapError(TimelineInvalidError):
    sentence = "Segment {segment} begins at {actual_ms} ms; to follow on it must begin at {wanted_ms} ms."


class TransitionDisputedError(TimelineInvalidError):
    sentence = "Segments {segment} and {next_segment} disagree on the transition between them."


class TransitionTooLongError(TimelineInvalidError):
    sentence = (
        "The transition into segment {segment} takes {duration_ms} ms; "
        "between segments this short it can take {limit_ms} ms at most."
    )


class TransitionWithoutNeighbourError(TimelineInvalidError):
    sentence = "Segment {segment} has no neighbour on that side to blend with."


class SourceWindowError(TimelineInvalidError):
    sentence = "Segment {segment} shows its clip from {in_ms} to {out_ms} ms, which is not a stretch of it."


class SegmentOffGridError(TimelineInvalidError):
    sentence = "Segment {segment} ends at {at_ms} ms, where the song has no beat."


class SegmentBeatUnknownError(TimelineInvalidError):
    sentence = "Segment {segment} is said to reach beat {beat}: the song has {count}."


class TimelineTooLongError(TimelineInvalidError):
    sentence = "The timeline is {timeline_s:.1f} s long, the song only {song_s:.1f} s."


class AssetUnknownError(TimelineInvalidError):
    sentence = "Segment {segment} shows a photo or clip that is not in this project."


class AssetKindError(TimelineInvalidError):
    sentence = "Segment {segment} says its file is {said}, but it is {actual}."


class TooShortError(MediaRefusedError):
    sentence = "{file} is too short for a song: {seconds:.1f} s, at least 1 s is needed."


class CutsOffBeatError(RefusedError):
    sentence = "The cuts of this timeline no longer match the beats of its song; re-plan it to edit it."


class OutputUnwritableError(StorageError):
    sentence = "{file} can't be written: {reason}."


class OutputSuffixError(RefusedError):
    sentence = "{codec} video goes into a {suffix} file; {file} has another ending."


class OutputIsInputError(RefusedError):
    sentence = "{file} is one of the files that this is made from; choose another name for the result."


class OutputTwiceError(RefusedError):
    sentence = "{file} is named for two results; choose another name for one of them."


class SongUnreadableError(RenderError):
    sentence = "The song {file} can't be played back for the video."


class EditRefusedError(RefusedError):
    """A change to a timeline that can't be made; the timeline stays as it was."""

    sentence = "That change can't be made."


class SegmentUnknownError(EditRefusedError):
    sentence = "There is no segment {segment}: the timeline has {count}."


class SegmentLockedError(EditRefusedError):
    sentence = "Segment {segment} is locked; unlock it first."


class LockInTheWayError(EditRefusedError):
    sentence = "That would leave a hole beside a locked segment; unlock it first."


class NoRoomForSegmentError(EditRefusedError):
    sentence = "There is no room for another segment here: each needs a beat of its own."


class OnlySegmentError(EditRefusedError):
    sentence = "The only segment of a timeline can't be deleted; replace what it shows instead."


class CutCannotMoveError(EditRefusedError):
    sentence = "The cut after segment {segment} can't move that far: both sides need at least one beat."


class LastCutError(EditRefusedError):
    sentence = "Segment {segment} is the last one: it always runs to the end of the song."


class NoBeatToSplitAtError(EditRefusedError):
    sentence = "There is no beat inside a segment to split at."


class NoTransitionHereError(EditRefusedError):
    sentence = "The first segment has nothing before it to blend with."


class NotAClipError(EditRefusedError):
    sentence = "Segment {segment} shows a photo, and only a clip has other moments to show."


class MomentOutsideClipError(EditRefusedError):
    sentence = "The clip is only {clip_s:.1f} s long."


class AssetNotInProjectError(EditRefusedError):
    sentence = "That photo or clip is not in this project."


class EditConflictError(RefusedError):
    """An edit of a timeline that has moved on; `current` is the number of its revision now."""

    sentence = "The timeline was changed elsewhere in the meantime (it is at revision {current} now)."


class NothingToUndoError(RefusedError):
    sentence = "There is nothing to undo."


class NothingToRedoError(RefusedError):
    sentence = "There is nothing to redo."


class SettingsInvalidError(BeatStitchError):
    sentence = "The setting {setting} can't be used: {reason}."


class DocumentInvalidError(BeatStitchError):
    sentence = "{file} is not what it should be: {place}: {reason}."


class NothingUsableError(BeatStitchError):
    sentence = "There is no photo or clip that can be used in {places}."


class JobCancelledError(BeatStitchError):
    sentence = "This was cancelled."


class PictureNotReadyError(RefusedError):
    sentence = "{file} is not ready to be rendered."


# Receiving uploads in the web process.


class UploadOffsetError(BeatStitchError):
    """The client goes on at another place than where its upload broke off; `held` is the right one."""

    sentence = "This upload broke off after {held} bytes and must go on from there."


# Correcting the beats of a song; beats are counted from 1 in sentences.


class BeatsTooFewError(RefusedError):
    """An edit that can't follow its corrected beats; it stays as it was."""

    sentence = (
        "The song has {beats} beats now, too few for {segments} segments: plan again, or keep the edit."
    )


class GridEditRefusedError(RefusedError):
    """A correction of a song's beats that can't be made; the beats stay as they were."""

    sentence = "That change to the beats can't be made."


class BeatUnknownError(GridEditRefusedError):
    sentence = "There is no beat with the number {beat}: the song has {count}."


class BeatsTooCloseError(GridEditRefusedError):
    sentence = "Beats must keep their order and lie at least {least_ms} ms apart."


class BeatOutsideSongError(GridEditRefusedError):
    sentence = "There is no song at {at_s:.2f} s: it is {song_s:.1f} s long."


class TooFewBeatsError(GridEditRefusedError):
    sentence = "That would leave fewer than two beats."


class MetreUnknownError(GridEditRefusedError):
    sentence = "{metre} is not a metre that bars can be counted in."


class TapsUnclearError(GridEditRefusedError):
    sentence = "The taps show no tempo yet: tap at least {fewest} times, evenly, once on each beat."


class NoOnsetNearError(GridEditRefusedError):
    sentence = "Nothing clear enough begins near there for a beat to snap to."


# Correcting the parts of a song; parts are counted from 1 in sentences.


class SectionEditRefusedError(RefusedError):
    """A correction of a song's parts that can't be made; the parts stay as they were."""

    sentence = "That change to the parts of the song can't be made."


class SectionUnknownError(SectionEditRefusedError):
    sentence = "Part {section} can't be changed like that: the song has {count} parts."


class SectionTooShortError(SectionEditRefusedError):
    sentence = "A part of a song must be at least {least_s:.1f} s long."


class AnalyzerUnavailableError(BeatStitchError):
    """An optional analyser that can't be used; the built-in one takes its place."""

    sentence = "The analyser {analyzer} can't be used: {reason}. The built-in one was used instead."


class SoundFailedError(RenderError):
    sentence = "Reading the sound of {file} failed."
