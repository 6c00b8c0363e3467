"""A process that imports it has one thread for a product of vectors, in whichever order it imports."""

import subprocess
import sys

import pytest

from bot.config import ROOT

TOLD = "import threadpoolctl; print({pool['num_threads'] for pool in threadpoolctl.threadpool_info()})"


@pytest.mark.parametrize(
    "first", ["index.one_thread, numpy", "numpy, index.one_thread", "scripts.ask, scripts.reindex"]
)
def test_there_is_one_thread_a_product(first):
    code = f"import {first}; {TOLD}"
    environ = {"PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "2"}

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, timeout=60)

    assert done.stdout == b"{1}\n", done.stderr.decode()
