"""What becomes of an element when what it led to is not copied."""

from lxml import etree

from media.decks.cleaning.geometry import SHAPES, A, P
from media.opc.allowlist import drop
from media.opc.copying import LINKS
from media.opc.xml_parts import local_name


def unlink(element: etree._Element, attribute: str) -> list[str]:
    """Do without a picture, a link, a recording or another part; the ids of shapes whose animations must go."""
    name = local_name(element)
    if name == "blip":
        return _without_picture(element) if attribute == "embed" else []
    if name in ("chart", "relIds"):
        return _without_shape(element)
    if name == "media":
        return _without_recording(element, up_to="ext")
    if name in ("audioFile", "videoFile", "quickTimeFile", "wavAudioFile"):
        return _without_recording(element, up_to=name)
    if name == "snd":
        around = element.getparent()
        drop(around.getparent() if around is not None and local_name(around) == "stSnd" else element)
    elif name == "sndTgt":
        step = next((up for up in element.iterancestors() if local_name(up) in ("par", "audio", "video")), element)
        drop(step)
    elif name in LINKS or name in ("sldMasterId", "sldLayoutId", "notesMasterId", "sldId", "userShapes"):
        around = element.getparent()
        drop(element)
        if around is not None and not len(around) and local_name(around).endswith("IdLst"):
            drop(around)
    return []


def _without_picture(blip: etree._Element) -> list[str]:
    """A picture shape goes as a whole; a fill becomes no fill; a bullet that was a picture an ordinary one."""
    fill = blip.getparent()
    around = fill.getparent() if fill is not None else None
    if fill is None or around is None:
        return []
    if local_name(fill) == "buBlip":
        drop(fill)
    elif local_name(around) == "pic":
        return _without_shape(blip)
    elif local_name(fill) == "blipFill":
        around.replace(fill, etree.Element(f"{A}noFill"))
    else:
        drop(blip)
    return []


def _without_shape(element: etree._Element) -> list[str]:
    shape = next((up for up in element.iterancestors() if up.tag in SHAPES or local_name(up) == "pic"), None)
    if shape is None:
        return []
    ids = [str(named.get("id")) for named in shape.iter(f"{P}cNvPr")]
    drop(shape)
    return ids


def _without_recording(element: etree._Element, *, up_to: str) -> list[str]:
    """The picture that stood for a recording stays; what would have played it goes."""
    shape = next((up for up in element.iterancestors() if up.tag in SHAPES), None)
    doomed = next((up for up in (element, *element.iterancestors()) if local_name(up) == up_to), element)
    around = doomed.getparent()
    drop(doomed)
    if around is not None and local_name(around) == "extLst" and not len(around):
        drop(around)
    if shape is None:
        return []
    for click in list(shape.iter(f"{A}hlinkClick")):
        if click.get("action") == "ppaction://media":
            drop(click)
    return [str(named.get("id")) for named in shape.iter(f"{P}cNvPr")]
