"""Checksums of files."""

import hashlib
import zlib

import pytest

from index.hashing import checksum, file_hash

SIZES = [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 1_000_000]  # around the blocks that are read


@pytest.fixture(params=SIZES)
def content(request):
    return bytes(number * 131 % 251 for number in range(request.param))


def test_they_are_the_published_ones(tmp_path, content):
    (tmp_path / "file").write_bytes(content)

    assert checksum(tmp_path / "file") == zlib.crc32(content)
    assert file_hash(tmp_path / "file") == hashlib.sha256(content).hexdigest()
