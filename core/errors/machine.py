"""What people are told about this machine, its settings and its jobs."""

from core.errors.base import BeatStitchError


class JobDiedError(BeatStitchError):
    sentence = "The work was given up because the worker died on it {deaths} times."


class PortInUseError(BeatStitchError):
    sentence = (
        "Port {port} of {host} is in use already, perhaps by a BeatStitch that is running. "
        "Choose another with --port."
    )


class AddressUnusableError(BeatStitchError):
    sentence = "BeatStitch can't serve on {host}, port {port}: {reason}."


class ModelsMissingError(BeatStitchError):
    sentence = (
        "Photos and clips are looked at without finding {found}: a model file is missing. Run make install, "
        "or set BEATSTITCH_MODELS to the folder that holds it."
    )


class FfmpegMissingError(BeatStitchError):
    sentence = "No usable ffmpeg was found: {reason}. Install ffmpeg 5.1 or newer, or set BEATSTITCH_FFMPEG."


class CodecsMissingError(BeatStitchError):
    sentence = "PyAV was built without {name}."


class SpaceScarceError(BeatStitchError):
    sentence = "Only {free_gb:.1f} GB are free, {wanted_gb:.0f} GB are wanted."


class ConfinementBrokenError(BeatStitchError):
    sentence = "This system says that it confines the processes that open uploads, but it does not."


class SettingsInvalidError(BeatStitchError):
    sentence = "The setting {setting} can't be used: {reason}."


class DocumentInvalidError(BeatStitchError):
    sentence = "{file} is not what it should be: {place}: {reason}."


class JobCancelledError(BeatStitchError):
    sentence = "This was cancelled."


class AnalyzerUnavailableError(BeatStitchError):
    """An optional analyser that can't be used; the built-in one takes its place."""

    sentence = "The analyser {analyzer} can't be used: {reason}. The built-in one was used instead."
