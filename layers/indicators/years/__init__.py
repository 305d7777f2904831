"""Figures of several years, all on one version of the areas."""
