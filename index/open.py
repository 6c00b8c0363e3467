"""Open the version that serves, with the encoder it was made by."""

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


def open_retriever(versions: Versions, encoder: str, encoders: Path, *, running: Encoder | None = None) -> Retriever:
    """Open the version that serves; an encoder that runs already is used again when it is the right one.

    Raises IndexUnavailable, with the command that repairs it.
    """
    data = open_data(versions, encoder)
    digest = data.manifest.encoder.weights_sha256
    if running is None or running.info.weights_sha256 != digest:
        try:
            running = opened(digest, encoders)
        except EncoderUnavailable as error:
            raise IndexUnavailable(str(error)) from error
    try:
        return Retriever(data, running)
    except OSError as error:  # two reindexes in a row sweep a version away while it is opened
        raise IndexUnavailable(f"The index in {data.folder} cannot be opened ({error}). {REPAIR}") from error
