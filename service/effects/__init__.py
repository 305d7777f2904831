"""Effects of a proposal assessed before it is decided: on whom, in what, by which alternative, and how sure it is."""
