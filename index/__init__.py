"""Finding passages: chunk, encode, store, retrieve, build. Imports neither bot nor discord."""
