"""What people are told about disks, data folders and backups."""

from core.errors.base import BeatStitchError, RefusedError, StorageError


class DiskFullError(StorageError):
    sentence = "The disk is full; free some space and try again."


class NotEnoughSpaceError(StorageError):
    sentence = (
        "There is not enough space on the disk: {needed_mb:.0f} MB needed, {free_mb:.0f} MB free besides the "
        "{reserve_mb:.0f} MB that BeatStitch leaves free."
    )


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


class OutputUnwritableError(StorageError):
    sentence = "{file} can't be written: {reason}."


class UnsafePathError(ValueError):
    """An id, suffix or stored path that could lead out of the data root; who sent it learns no more."""
