"""onnxruntime stays at home."""

import os
import subprocess
import sys

import pytest

from bot.config import ROOT

CODE = """
import sys, time
from pathlib import Path
from index.onnx_encoder import OnnxEncoder
print(OnnxEncoder(Path(sys.argv[1])).encode_questions(["pay in London"])[0].shape)
"""
# What tells the library that it runs in a test, where it is silent by itself.
CALM = ("CI", "BUILD", "GITHUB", "TF_", "PYTEST", "MENTOR", "ORT_", "XDG_")


@pytest.mark.parametrize("writable", [True, False])
def test_nothing_is_told_to_the_makers_of_onnxruntime_and_no_id_of_the_machine_is_kept(
    encoder, encoders, tmp_path, writable
):
    home = tmp_path / "home"
    home.mkdir(mode=0o700 if writable else 0o500)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(CALM)}

    done = subprocess.run(
        [sys.executable, "-c", CODE, str(encoders / encoder.info.weights_sha256)],
        cwd=ROOT,
        env={**environ, "HOME": str(home)},
        capture_output=True,
        timeout=60,
    )

    assert done.stdout == b"(384,)\n"
    assert done.stderr == b""
    assert list(home.rglob("*")) == []
