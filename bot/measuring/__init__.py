"""How well, how fast and how sparingly the mentor answers: what the measuring scripts and the status are made of."""
