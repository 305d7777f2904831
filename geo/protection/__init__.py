"""Figures of few people, kept so that no question about any area can draw them out.

`cut_atoms` cuts a grid into blocks of at least k people ("atoms"); `column_by_atom` sums figures over them and
hides what rests on too few. Every drawn area is then a weighted sum of atoms, and so is the difference of
any two. `perturbed` adds the same small noise whenever the same people are counted, for tables of fixed areas.
"""

from geo.protection.atoms import Atom, Block, cut_atoms
from geo.protection.cellkey import PerturbationTable, cell_key, perturbed, record_key
from geo.protection.checks import hidden_by_code, impossible_density, repeated_cells
from geo.protection.hiding import AtomColumn, Held, atoms_that_hold, column_by_atom

__all__ = [
    "Atom",
    "AtomColumn",
    "Block",
    "Held",
    "PerturbationTable",
    "atoms_that_hold",
    "cell_key",
    "column_by_atom",
    "cut_atoms",
    "hidden_by_code",
    "impossible_density",
    "perturbed",
    "record_key",
    "repeated_cells",
]
