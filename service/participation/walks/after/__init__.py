"""After a walk: coverage, experience, statistics, paper, and what is hidden."""
