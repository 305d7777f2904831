"""Statistics over areas: index, shrinkage, intervals, inequality, ranking."""
