"""What features share of moderation: the kinds of things that are moderated, and reports of what is out of place."""
