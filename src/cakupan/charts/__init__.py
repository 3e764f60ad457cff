"""Plain rows to a chart specification (Vega-Lite), and the specification to an SVG that needs no script.

One specification serves screen and paper. Colours are chosen from `LIGHT`, each with a twin in `DARK`: a page
swaps them with `dark_css`, paper keeps the light ones. The palettes stay apart for colour-blind readers, and no
meaning rests on colour alone: values are written, targets are dashed, lines have a dash and a mark each, published
figures and falls are hollow.
"""

from cakupan.charts.bars import Bar, bars, ranking
from cakupan.charts.cartogram import Tile, cartogram, class_names, classes, legend, shades
from cakupan.charts.curve import Stage, curve
from cakupan.charts.frame import DARK, FONT, LIGHT, RAMP, Frame, Mark, Spec, dark_css, png, svg, warm
from cakupan.charts.swings import Swing, swings
from cakupan.charts.trend import Point, trend
from cakupan.charts.waterfall import Fall, is_cut, waterfall

__all__ = [
    "DARK",
    "FONT",
    "LIGHT",
    "RAMP",
    "Bar",
    "Fall",
    "Frame",
    "Mark",
    "Point",
    "Spec",
    "Stage",
    "Swing",
    "Tile",
    "bars",
    "cartogram",
    "class_names",
    "classes",
    "curve",
    "dark_css",
    "is_cut",
    "legend",
    "png",
    "ranking",
    "shades",
    "svg",
    "swings",
    "trend",
    "warm",
    "waterfall",
]
