"""Official responses: who looks after what people said, by when, in which parts, and what is answered."""
