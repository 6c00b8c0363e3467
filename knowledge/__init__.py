"""What we teach: content files, typed records and the loader. Imports neither index nor bot."""
