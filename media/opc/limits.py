"""How big, how deep and how many: the figures beyond which a file is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one uploaded file may hold. Sizes are in bytes.

    Every figure is counted by ourselves while the file streams through; none is taken from what the file says about
    itself.
    """

    upload_bytes: int = 100 * MIB
    """The file as it is uploaded."""
    entries: int = 5_000
    """Files inside the package."""
    directory_bytes: int = 8 * MIB
    """The package's own table of contents."""
    name_characters: int = 1_024
    """The name of one file inside the package."""
    inflated_bytes: int = 1024 * MIB
    """Everything inside the package, unpacked."""
    part_bytes: int = 256 * MIB
    """One part, unpacked."""
    xml_part_bytes: int = 64 * MIB
    """One XML part, unpacked."""
    xml_ratio: int = 200
    """Unpacked to packed size of an XML part, once it is larger than `xml_ratio_from_bytes`."""
    xml_ratio_from_bytes: int = MIB
    """XML parts up to this size may pack as well as they like."""
    xml_depth: int = 256
    """Elements inside elements. libxml2 holds us to the same figure while it parses."""
    xml_nodes: int = 1_000_000
    """Elements and attributes of one part that we parse: each costs a few hundred bytes of memory."""
    slides: int = 2_000
    """Slides in one deck."""
    shapes_per_slide: int = 5_000
    """Shapes, pictures, groups and frames on one slide."""
    outline_bytes: int = 256 * MIB
    """XML unpacked to read one deck's outline."""
    outline_characters: int = 10_000_000
    """Text kept of one deck's outline."""
    picture_pixels: int = 100_000_000
    """Width times height of one picture."""
    pdf_object_stream_bytes: int = 64 * MIB
    """How much of a PDF's packed objects is unpacked in search of programs."""
