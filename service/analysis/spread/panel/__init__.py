"""The change of zoning: the same measure under many divisions into areas, and which conclusions hold in all."""
