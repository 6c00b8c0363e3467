"""The steps, one file each, in the order of their numbers.

A step is written by hand, never changed once it was published, and named in `bot.database.migrate.REVISIONS`; a test
compares what the steps make with `bot.database.tables`. SQLite replaces a table to change a column: use
`op.batch_alter_table`.
"""
