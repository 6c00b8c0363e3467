"""Talking with people: answers, terminal chat, configuration. Nothing but scripts imports it."""
