"""How gateway events travel: as text, or as one zlib or zstd stream over the whole connection."""

import zlib
from typing import cast

try:
    import zstandard  # type: ignore[import-not-found]
except ImportError:  # an option of discord.py, and so of ours
    zstandard = None


class Transport:
    """Turn events into frames; `compress` is the query parameter of the connection, "" for text."""

    def __init__(self, compress: str) -> None:
        self._zlib = zlib.compressobj() if compress == "zlib-stream" else None
        zstd = compress == "zstd-stream" and zstandard is not None
        self._zstd = zstandard.ZstdCompressor().compressobj() if zstd else None

    def frame(self, text: str) -> str | bytes:
        """Return a text as a frame."""
        if self._zlib is not None:
            return self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
        if self._zstd is not None:
            return cast(
                "bytes", self._zstd.compress(text.encode()) + self._zstd.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
            )
        return text
