"""Decision regions in pale class colours, painted wherever there is time for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from dragonviz.models.regions import Regions
from dragonviz.views.canvas.tints import region_colours
from dragonviz.views.plots.map_item import MapItem, codes_image, scaled_smoothly
from dragonviz.views.style.style import Style

OF_BEFORE = 0.45  # the opacity of what belongs to dragons that are not there any more


@dataclass(frozen=True)
class RegionPainter:
    """Paints regions as the canvas shows them, pixel for pixel; in any thread, and lets the others work meanwhile.

    Parameters
    ----------
    style : Style
    width, height : int
        Of the canvas between its axes, in device pixels.
    """

    style: Style
    width: int
    height: int

    def __call__(self, regions: Regions, classes: Sequence[str]) -> QImage:
        """The picture of regions that cover the canvas; `classes` are the classes' names."""
        return regions_picture(regions, self.style, classes, QSize(self.width, self.height))


def regions_picture(regions: Regions, style: Style, classes: Sequence[str], size: QSize) -> QImage:
    """Regions as a picture of their whole rectangle.

    Parameters
    ----------
    regions : Regions
    style : Style
    classes : sequence of str
        The classes' names.
    size : QSize
        In device pixels.

    Returns
    -------
    QImage
        Of 32 bits a pixel, without transparency.
    """
    return scaled_smoothly(_coarse_picture(regions, style, classes), size)


class RegionsItem(MapItem):
    """The class that wins everywhere, stronger where the model is surer. A perceptron is always sure.

    Parameters
    ----------
    style : Style
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._regions: Regions | None = None

    def show_regions(
        self, regions: Regions, classes: Sequence[str], image: QImage | None = None, of_before: bool = False
    ) -> None:
        """Draw regions.

        Parameters
        ----------
        regions : Regions
        classes : sequence of str
            The classes' names.
        image : QImage, optional
            The same, already painted by a `RegionPainter`.
        of_before : bool
            Whether they belong to dragons that have changed since: then they are paler.
        """
        self.setOpacity(OF_BEFORE if of_before else 1.0)
        if regions is not self._regions:
            self._regions = regions
            shown = _coarse_picture(regions, self._style, classes) if image is None else image
            self.show_image(shown, regions.rect)


def _coarse_picture(regions, style, classes):
    return codes_image(regions.image, region_colours(style.theme.surface, style.class_colours(classes)))
