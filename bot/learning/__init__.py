"""Learners: which roadmap, which phase, what next, on time or not. Knows neither Discord nor a database."""
