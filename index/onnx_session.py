"""Open and prepare models for onnxruntime; its only home."""

import os
from pathlib import Path
from typing import Any

MODEL = "model.onnx"


def optimise(raw: Path, model: Path) -> None:
    """Write a model for onnxruntime, with its graph made ready: opening it takes a third of the time.

    The weights go to a file of their own, which is mapped: what a question does not touch stays out of memory.
    """
    onnxruntime = _runtime()
    options = _options(1)
    # Up to here a graph does not depend on the processor.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(model)
    options.add_session_config_entry(
        "session.optimized_model_external_initializers_file_name", model.with_suffix(".weights").name
    )
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    onnxruntime.InferenceSession(str(raw), options, providers=["CPUExecutionProvider"])


def open_session(model: Path, *, threads: int) -> Any:
    """Open a model that `optimise` wrote; raises what the library raises for a damaged file."""
    onnxruntime = _runtime()
    options = _options(threads)
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # `optimise` did all there is
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _options(threads: int) -> Any:
    options = _runtime().SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # as fast, and long texts do not stay in memory
    # Threads of a run wait for each other turning idly, so long as the other is at work; longer, and they would take
    # the processor from whoever else wants it (by default they turn for a tenth of a start).
    options.add_session_config_entry("session.intra_op.spin_duration_us", "100")
    return options


def _runtime() -> Any:
    """Import onnxruntime, which would else send how it is used to its makers and keep an id of the machine."""
    # Where it is used: the library takes a good part of a cold start, and an unchanged reindex needs none.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read once, when the library starts
    import onnxruntime

    return onnxruntime
