"""Objects that belong to other programs (OLE, ActiveX): on a slide they show a picture, and that picture stays."""

from typing import Final

from lxml import etree

from media.decks.cleaning.geometry import A, P
from media.decks.cleaning.shapes import picture_of_object
from media.opc.allowlist import RELATIONSHIPS, drop
from media.opc.editable import Arrow, EditablePackage
from media.opc.refusals import FileRefused

_R: Final = f"{{{RELATIONSHIPS}}}"
_OLD_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/compatibility}legacyDrawing"
"""A diagram of PowerPoint 2003, drawn in VML and nothing else."""
_OLD_ID: Final = "{urn:schemas-microsoft-com:office:office}spid"
"""By which an object knows its shape, where that has a name for its id (PowerPoint 2007): `Object_x0020_2`."""


def show_objects_as_pictures(root: etree._Element, source: EditablePackage, arrows: dict[str, Arrow]) -> int:
    """Put the picture of each embedded object in its place, and say how many had none. `arrows` gains a relationship
    where the picture was kept in the old drawing language (VML)."""
    without = [one for one in root.iter(f"{P}graphicFrame") if next(one.iter(_OLD_DRAWING), None) is not None]
    for frame in without:
        drop(frame)
    lost = len(without)
    for frame in [one for one in root.iter(f"{P}graphicFrame") if next(one.iter(f"{P}oleObj"), None) is not None]:
        picture = picture_of_object(frame)
        if picture is None:
            picture = _old_picture(frame, source, arrows)
        around = frame.getparent()
        if picture is not None and around is not None:
            around.replace(frame, picture)
        else:
            drop(frame)
            lost += 1
    tree = next(root.iter(f"{P}spTree"), None)
    for control in list(root.iter(f"{P}control")):
        picture = control.find(f"{P}pic")
        if picture is not None and tree is not None:
            tree.append(picture)
    return lost


def _old_picture(frame: etree._Element, source: EditablePackage, arrows: dict[str, Arrow]) -> etree._Element | None:
    embedded = next(frame.iter(f"{P}oleObj"))
    place = frame.find(f"{P}xfrm")
    image = _old_image(str(embedded.get("spid", "")), source, arrows)
    if image is None or place is None:
        return None
    id = f"object{len(arrows) + 1}"
    arrows[id] = Arrow(id, f"{RELATIONSHIPS}/image", image)
    named = next(frame.iter(f"{P}cNvPr"), None)
    picture = etree.Element(f"{P}pic")
    naming = etree.SubElement(picture, f"{P}nvPicPr")
    told = {key: str(value) for key, value in (named.attrib if named is not None else {}).items() if key != "name"}
    etree.SubElement(naming, f"{P}cNvPr", {"id": "0", "name": "", **told})
    etree.SubElement(naming, f"{P}cNvPicPr")
    etree.SubElement(naming, f"{P}nvPr")
    fill = etree.SubElement(picture, f"{P}blipFill")
    etree.SubElement(fill, f"{A}blip", {f"{_R}embed": id})
    etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
    properties = etree.SubElement(picture, f"{P}spPr")
    place.tag = f"{A}xfrm"
    properties.append(place)
    etree.SubElement(properties, f"{A}prstGeom", prst="rect")
    return picture


def _old_image(spid: str, source: EditablePackage, arrows: dict[str, Arrow]) -> str | None:
    """The part with the picture that the old drawing shows for an object."""
    for arrow in [one for one in arrows.values() if one.kind == "vmlDrawing" and one.target in source]:
        try:
            drawing, images = source.xml(arrow.target), source.arrows(arrow.target)
        except FileRefused:
            continue
        for shape in [one for one in drawing.iter("{*}shape") if spid in (one.get(_OLD_ID), one.get("id"))]:
            for data in shape.iter("{*}imagedata"):
                ids = [value for key, value in data.attrib.items() if str(key).endswith("}relid")]
                found = images.get(str(ids[0])) if ids else None
                if found is not None and not found.is_external and found.target in source:
                    return found.target
    return None
