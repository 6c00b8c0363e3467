"""The one error of the database that people see."""


class DatabaseUnavailable(Exception):
    """The database cannot be used; the message says which, why and what to do, and holds no password."""
