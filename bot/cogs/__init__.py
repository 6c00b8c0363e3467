"""Discord's commands. Each receives, asks a service, and shows the card it gets."""
