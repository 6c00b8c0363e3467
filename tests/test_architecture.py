"""The rules of the house: imports point one way, heavy libraries have one home, files are short and described."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

MAY_IMPORT = {
    "knowledge": {"knowledge"},
    "index": {"index", "knowledge"},
    "bot": {"bot", "index", "knowledge"},
    "scripts": {"scripts", "bot", "index", "knowledge"},
}

HOMES = {
    "faiss": {"index/vectors.py", "scripts/floor.py"},  # the bare floor that the benchmark compares us with
    "sentence_transformers": {"index/sentence_transformer.py", "scripts/floor.py"},
    "torch": {"index/export.py"},
    "onnxruntime": {"index/onnx_session.py"},
    "tokenizers": {"index/onnx_encoder.py"},
    "bm25s": {"index/lexical.py"},
    "rapidfuzz": {"index/spelling.py"},
    "Stemmer": {"index/tokens.py"},
    "markdown_it": {"knowledge/markdown.py", "bot/discord_text.py"},  # read there, written for Discord here
    "mdit_py_plugins": {"knowledge/markdown.py"},
    "py3langid": {"bot/language.py"},
    "sqlalchemy": {"bot/database/"},  # a home may be a folder
    "alembic": {"bot/database/"},
    "discord": {"bot/client.py", "bot/sync.py", "bot/views/", "bot/cogs/", "bot/__main__.py"},
    # In the last two, the errors of discord.py's transport.
    "aiohttp": {"bot/health.py", "bot/views/deliver.py", "bot/__main__.py"},
    "prometheus_client": {"bot/metrics.py"},
    "matplotlib": {"bot/charts/canvas.py"},
    "bs4": {"knowledge/importing/"},
    "mammoth": {"knowledge/importing/from_docx.py"},
    "markdownify": {"knowledge/importing/html_markdown.py"},
    "pypdf": {"knowledge/importing/from_pdf.py"},
    "icalendar": {"bot/learning/ics.py"},
}

MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=MODULES, ids=name_of)
def module(request):
    return request.param


def imports(path):
    """Yield the top name of everything that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            yield (node.module or "").split(".")[0]


def at_home(path, homes):
    """Tell whether a module is one of the homes, or in a folder that is one."""
    return any(name_of(path) == home or (home.endswith("/") and name_of(path).startswith(home)) for home in homes)


def test_imports_point_one_way(module):
    allowed = MAY_IMPORT[name_of(module).split("/")[0]]

    assert {name for name in imports(module) if name in {*MAY_IMPORT, "tests"}} <= allowed


def test_heavy_libraries_are_imported_in_their_home_only(module):
    assert [name for name in imports(module) if not at_home(module, HOMES.get(name, {name_of(module)}))] == []


@pytest.mark.parametrize("library", HOMES)
def test_every_home_imports_its_library(library):
    for home in HOMES[library]:
        assert any(library in imports(path) for path in MODULES if at_home(path, {home})), home


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_says_what_it_is_and_nothing_else(package):
    body = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8")).body

    assert len(body) == 1
    assert ast.get_docstring(ast.Module(body, []))


def test_no_module_is_longer_than_250_lines(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 250


def test_every_public_function_and_class_says_what_it_does(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    owners = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))]
    silent = [
        node.name
        for owner in owners
        for node in owner.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]

    assert ast.get_docstring(tree)
    assert silent == []
