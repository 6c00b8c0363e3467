"""The name of the built-in model, apart from what runs it: settings need the name and no numpy."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
