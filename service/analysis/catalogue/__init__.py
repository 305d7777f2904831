"""The catalogue of indicators: what each tells, how it is made, whose it is, and its figures by area."""
