"""What the guides are called where there is little room."""

from knowledge.load import Knowledge
from knowledge.records import Source


def short_name(source: Source) -> str:
    """Return "Atlia Learning", "AIU.ac", "Zen van Riel", "Step-by-step", "Career path guide"."""
    name = source.publisher or source.author or (source.names[0] if source.names else source.title)
    return name[:1].upper() + name[1:]


def short_names(knowledge: Knowledge) -> dict[str, str]:
    """Return the short name of every guide by its id, in the order of sources.yaml."""
    return {source.id: short_name(source) for source in knowledge.sources}


def guide_named(text: str, knowledge: Knowledge) -> Source | None:
    """Return the guide that somebody names: by id, title, author, publisher or one of its `names`."""
    wanted = " ".join(text.lower().split())
    for source in knowledge.sources:
        names = (source.id, source.title, source.author, source.publisher, short_name(source), *source.names)
        if wanted in {name.lower() for name in names if name}:
            return source
    return None
