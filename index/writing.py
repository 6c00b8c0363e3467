"""Why something could not be written, in words for who has to mend it."""

import errno
import os
import shutil
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT)
_LITTLE = 1 << 20  # bytes; below that a disk is full


def reason(error: Exception, folder: Path) -> str:
    """Return why a folder could not be written to; `folder` is there, with what was written so far."""
    number = error.errno if isinstance(error, OSError) else None
    # numpy says only how many items of an array the disk took, and no number of an error.
    if number in _FULL or (number is None and is_full(folder)):
        return "there is no room left on its disk"
    if number == errno.EFBIG or number is None:
        return "a file may not become as large there as it has to be"
    return os.strerror(number)


def is_full(folder: Path) -> bool:
    """Tell whether there is hardly any room left on the disk of a folder."""
    return shutil.disk_usage(folder).free < _LITTLE
