"""From the zones that statistics come in to areas that people draw, with how sure it is.

`overlap` (or `dasymetric_overlap`, with buildings) says once which share of each zone lies in
each target; `extensive`, `intensive`, `share`, `ratio` and `mean` then carry any number of
columns over. Each target stands on its own: overlapping targets count the same people twice,
as they should.
"""

from geo.interpolation.dasymetric import dasymetric_overlap
from geo.interpolation.extensive import Interpolated, extensive
from geo.interpolation.overlap import SLIVER_SHARE, Overlap, overlap
from geo.interpolation.rates import InterpolatedRate, mean, ratio, share
from geo.interpolation.reliability import Grade, reliability
from geo.interpolation.surface import Averaged, intensive, member_range
from geo.interpolation.values import Figures, State, figures

__all__ = [
    "SLIVER_SHARE",
    "Averaged",
    "Figures",
    "Grade",
    "Interpolated",
    "InterpolatedRate",
    "Overlap",
    "State",
    "dasymetric_overlap",
    "extensive",
    "figures",
    "intensive",
    "mean",
    "member_range",
    "overlap",
    "ratio",
    "reliability",
    "share",
]
