"""Reach of services: indicators that are reckoned from a layer of services and from where people live."""
