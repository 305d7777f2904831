"""The record of a decision: all that its numbers are made of, so that anyone can make them again."""
