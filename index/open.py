"""Open the version that serves, with the encoder it was made by."""

from collections.abc import Callable
from pathlib import Path

from index.data import Data
from index.encoder import Encoder
from index.encoders import opened
from index.errors import EncoderUnavailable, IndexUnavailable
from index.retrieve import Retriever
from index.versions import REPAIR, Versions


def open_data(versions: Versions, encoder: str) -> Data:
    """Open the files of the version that serves; raises IndexUnavailable when they were made by another encoder."""
    data = Data(versions.current())
    made_by = data.manifest.encoder.name
    if made_by != encoder:
        raise IndexUnavailable(
            f"The index in {versions.folder} was made with the encoder {made_by}, but MENTOR_ENCODER is {encoder}. "
            f"{REPAIR}"
        )
    return data


def open_retriever(
    versions: Versions,
    encoder: str,
    encoders: Path,
    *,
    running: Encoder | None = None,
    make: Callable[[Data, Encoder], Retriever] = Retriever,
) -> Retriever:
    """Open the version that serves; an encoder that runs already is used again when it is the right one.

    `make` puts another retriever together. Raises IndexUnavailable, with the command that repairs it.
    """
    while True:
        stamp = versions.stamp()
        try:
            return _opened(versions, encoder, encoders, running, make)
        except IndexUnavailable:
            if versions.stamp() == stamp:
                raise
            # Another version serves since: reindexes swept the one away that was being opened.


def _opened(
    versions: Versions,
    encoder: str,
    encoders: Path,
    running: Encoder | None,
    make: Callable[[Data, Encoder], Retriever],
) -> Retriever:
    data = open_data(versions, encoder)
    digest = data.manifest.encoder.weights_sha256
    if running is None or running.info.weights_sha256 != digest:
        try:
            running = opened(digest, encoders)
        except EncoderUnavailable as error:
            raise IndexUnavailable(str(error)) from error
    try:
        return make(data, running)
    except OSError as error:
        raise IndexUnavailable(f"The index in {data.folder} cannot be opened ({error}). {REPAIR}") from error
