"""What a damaged or hostile zip file makes `zipfile` raise, and the mark of one with a password."""

import struct
import zipfile
import zlib

ENCRYPTED = 0x1  # of an entry's `flag_bits`
# A place before the file's begin is an OSError.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)
