"""The catalogue of layers as pages: what each layer is, and the list that is its map's twin."""
