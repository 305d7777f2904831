"""The phases of a proposal with their dates: what happens when, and what a resident can do now."""
