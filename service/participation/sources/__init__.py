"""Where an input came from when its author did not send it: an event, paper, a phone call, an earlier service."""
