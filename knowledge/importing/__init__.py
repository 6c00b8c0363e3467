"""Documents of other formats → pages of ours, for a person to read before they are indexed."""
