"""What the tests share: the real encoder, and a small knowledge base about bread on disk."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

from bot.config import ROOT, Settings
from index.build import Report, build
from index.data import Data
from index.encoder import Encoder
from index.encoders import DEFAULT_MODEL, prepared
from index.reindex import reindex
from index.retrieve import Retriever
from index.versions import Versions
from knowledge.load import Knowledge, load

pytest_plugins = ["discord_server.fixtures"]

Files = Mapping[str, str]

BREAD: Files = {
    "sources.yaml": """
- {id: baker, title: The baker's guide, author: Anna Crust, url: "https://bread.example/guide", names: [Crust guide]}
- {id: mill, title: The miller's guide, publisher: Stone Mill Press, names: [Miller]}
""",
    "articles/baker.md": """---
id: baker
title: Baking bread at home
source: baker
questions:
  sourdough-starter:
    - How do I keep a sourdough starter alive?
    - why is my starter not bubbling
  oven-temperature:
    - How hot must the oven be for a loaf?
---

# Baking bread at home

## Sourdough starter

Feed the starter every day with equal weights of flour and water. A healthy starter doubles within six hours. If it
smells of acetone it is hungry, so feed it twice a day until it smells of yoghurt again.

## Kneading

Knead the dough for ten minutes until it is smooth. Stretch a piece between two fingers: when light shines through
before it tears, the gluten is strong enough.

## Proofing in London

In London the kitchen is cool, so the dough needs four hours to rise. Cover the bowl with a damp towel.

## Proofing in Madrid

In Madrid the kitchen is warm, so the dough needs ninety minutes to rise. Put the bowl in the shade.

## Oven temperature

Heat the oven to 240 degrees for half an hour. Bake the loaf for twenty minutes with steam, then let the steam out and
bake for twenty minutes more at 210 degrees.
""",
    "articles/mill.md": """---
id: mill
title: Flour from the mill
source: mill
---

# Flour from the mill

## Protein

Bread flour has twelve to fourteen percent protein. Cake flour has eight percent and makes a soft crumb.

## Storing flour

Keep wholemeal flour in a sealed tin in a cool larder and use it within three months, because its oil turns rancid.
White flour keeps for a year.
""",
    "golden/bread.yaml": """
- {question: how often do I feed the starter, sections: [baker/sourdough-starter]}
- {question: how much protein has cake flour, sections: [mill/protein]}
- {question: how long does wholemeal flour keep, sections: [mill/storing-flour]}
""",
    "synonyms.yaml": """
synonyms:
  - words: [london, ldn]
  - words: [oven, cooker]
kinds:
  places: [london, madrid]
""",
    "out_of_scope.yaml": "other:\n  - What is the capital of France?\n",
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Free what a test left in cycles.

    Python does that too, but waits for many objects, and an encoder is few of them and a hundred megabytes elsewhere.
    What is left after a test is there to stay, and not looked through again: so it takes a millisecond.
    """
    done = yield
    gc.collect()
    gc.freeze()
    return done


@pytest.fixture(scope="session")
def encoders() -> Path:
    """Return the folder of exported models, with the built-in one in it."""
    folder = Settings.from_env(os.environ, ROOT / ".env").encoders_folder
    prepared(DEFAULT_MODEL, folder, print)
    return folder


@pytest.fixture(scope="session")
def encoder(encoders: Path) -> Encoder:
    """Return the real encoder."""
    return prepared(DEFAULT_MODEL, encoders, print)


@pytest.fixture(scope="session")
def real_index(encoders: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index of the real content, once a run, for all its processes; only for reading.

    The project's own index lends its vectors where it has one.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with FileLock(folder / "real-index.lock"):
        if not (folder / "real-index").exists():
            beside = folder / "real-index-unfinished"
            if (ROOT / "data" / "index" / "current").is_file():
                shutil.copytree(ROOT / "data" / "index", beside)
            reindex(load(ROOT / "knowledge" / "content"), Versions(beside), encoders, DEFAULT_MODEL, say=print)
            beside.rename(folder / "real-index")
    return folder / "real-index"


@pytest.fixture(scope="session")
def bread_files() -> Files:
    """Return the texts of the pages about bread by their paths."""
    return BREAD


@pytest.fixture(scope="session")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Knowledge]:
    """Return a function that writes the pages about bread, with changes, to a fresh folder and loads them.

    A changed file is None to leave it out.
    """

    def written(changes: Mapping[str, str | None] | None = None) -> Knowledge:
        folder = tmp_path_factory.mktemp("bread")
        for name, text in {**BREAD, **(changes or {})}.items():
            if text is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return load(folder)

    return written


@pytest.fixture(scope="session")
def edited() -> Callable[[str, str, str], dict[str, str]]:
    """Return a function that gives the changed file of BREAD in which one text is replaced by another."""

    def changes(name: str, old: str, new: str) -> dict[str, str]:
        assert BREAD[name].count(old) == 1
        return {name: BREAD[name].replace(old, new)}

    return changes


@pytest.fixture(scope="session")
def built(bread: Callable[..., Knowledge], encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a version of the pages about bread; only for reading."""
    folder = tmp_path_factory.mktemp("built")
    build(bread(), encoder, folder, previous=None)
    return folder


@pytest.fixture(scope="session")
def retriever(built: Path, encoder: Encoder) -> Retriever:
    """Return a retriever over the pages about bread."""
    return Retriever(Data(built), encoder)


@pytest.fixture
def build_into(encoder: Encoder, tmp_path: Path) -> Callable[..., tuple[Path, Report]]:
    """Return a function that builds knowledge into a named folder below tmp_path."""

    def into(name: str, knowledge: Knowledge, previous: Path | None = None) -> tuple[Path, Report]:
        folder = tmp_path / name
        folder.mkdir()
        return folder, build(knowledge, encoder, folder, previous=Data(previous) if previous else None)

    return into
