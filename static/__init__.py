"""The front end as a package, so that an installed service finds its files."""
