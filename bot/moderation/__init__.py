"""What moderators do: gaps, teaching, feedback, and telling those who asked. No discord here."""
