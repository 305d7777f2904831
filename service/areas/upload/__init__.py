"""Areas out of files that people send: into a drawing, or a whole kind of areas at once."""
