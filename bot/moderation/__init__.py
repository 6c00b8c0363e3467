"""What moderators do with the mentor, one file each. No discord here: cogs show the cards."""
