"""Typed facts: pay, skills, projects, certificates and guides, as records of the content. Knows no Discord."""
