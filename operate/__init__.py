"""Setting up and running: what must work before anything is installed. Standard library only."""
