"""Verbs for moderators and developers: each is `main(argv) -> int`, run as `python -m scripts.NAME`."""
