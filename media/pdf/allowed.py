"""Which entries of a PDF's dictionaries may stay in a clean copy. ISO 32000-2, by the tables of each clause.

An entry that is not listed goes, whatever it is: metadata, private data of programs (`PieceInfo`), scripts, files
inside the file, thumbnails, dates, authors. Listed is what a page, its tags, its links and its forms need.
"""

from typing import Final

_STRUCTURE: Final = (
    # catalogue, page tree, pages (7.7)
    "Type Subtype Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines OpenAction AcroForm "
    "StructTreeRoot MarkInfo Lang OutputIntents OCProperties Kids Parent Count Resources MediaBox CropBox BleedBox "
    "TrimBox ArtBox Rotate Contents Group Annots StructParents StructParent Tabs UserUnit Limits Nums "
    "DisplayDocTitle HideToolbar HideMenubar HideWindowUI FitWindow CenterWindow NonFullScreenPageMode Direction "
    # outlines, destinations, actions (12.3, 12.6)
    "First Last Prev Next Title Dest A C F D S URI N SE St P "
    # resources, streams, external objects (7.8, 8.9, 8.10)
    "ExtGState ColorSpace Pattern Shading XObject Font ProcSet Properties Length Filter DecodeParms DL Predictor Colors "
    "BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 "
    "DamagedRowsBeforeError JBIG2Globals ColorTransform Width Height Intent ImageMask Mask Decode Interpolate SMask "
    "SMaskInData Matte BBox Matrix FormType OC "
    # colour, patterns, functions, shading, transparency (8.6, 8.7, 7.10, 11)
    "Alternate Range WhitePoint BlackPoint Gamma Colorants Process MixingHints Components Solidities PrintingOrder "
    "DotGain PatternType PaintType TilingType XStep YStep ShadingType Background AntiAlias Domain Coords Function "
    "Extend VerticesPerRow BitsPerCoordinate BitsPerFlag FunctionType Size BitsPerSample Order Encode C0 C1 Functions "
    "Bounds CS I G BC TR LW LC LJ ML RI OP op OPM BG BG2 UCR UCR2 TR2 HT FL SM SA BM ca CA AIS TK BS "
    "HalftoneType Frequency Angle SpotFunction AccurateScreens TransferFunction Xsquare Ysquare Default "
    # fonts (9)
    "BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode BaseEncoding Differences FontBBox FontMatrix "
    "CharProcs FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading CapHeight XHeight "
    "StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet Style FD DescendantFonts "
    "CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap CMapName WMode UseCMap Length1 Length2 Length3 "
    # optional content (8.11), after hidden layers are gone
    "OCGs ON OFF BaseState VE "
    # tagged PDF (14.6 to 14.8)
    "Marked UserProperties Suspects IDTree ParentTree ParentTreeNextKey RoleMap ClassMap Namespaces NS RoleMapNS ID Pg R "
    "Alt E ActualText MCID Stm StmOwn Obj O Placement WritingMode BackgroundColor BorderColor BorderStyle "
    "BorderThickness Padding Color SpaceBefore SpaceAfter StartIndent EndIndent TextIndent TextAlign BlockAlign "
    "InlineAlign TBorderStyle TPadding BaselineShift LineHeight TextDecorationColor TextDecorationThickness "
    "TextDecorationType RubyAlign RubyPosition GlyphOrientationVertical ColumnCount ColumnGap ColumnWidths "
    "ListNumbering ContinuedList ContinuedFrom RowSpan ColSpan Headers Scope Summary Short Role Checked Desc checked "
    "NoteType Attached "
    # annotations and forms (12.5, 12.7)
    "Rect AP AS Border QuadPoints H BE IC L LE RD DA Q DS Vertices InkList CP CO Sy MK BC RC RI IX IF TP SW FB "
    "Fields NeedAppearances DR FT Ff TU V Opt MaxLen TI "
    # output intents (14.11)
    "OutputCondition OutputConditionIdentifier RegistryName DestOutputProfile"
)
KEYS: Final = frozenset(f"/{name}" for name in _STRUCTURE.split()) - {"/RC"}

_NAMED: Final = (
    "ExtGState ColorSpace Pattern Shading XObject Font Properties CharProcs RoleMap ClassMap Dests Colorants Solidities "
    "DotGain RoleMapNS"
)
NAMED_BY_THE_AUTHOR: Final = frozenset(f"/{name}" for name in _NAMED.split())
"""Dictionaries whose keys are names that the file's maker chose, by the key they stand under."""

STATES: Final = frozenset({"/N", "/D", "/R"})
"""How a mark looks in each of its states: the same, if all that is in them is drawings."""

NOT_WHERE: Final = {
    "/Page": frozenset(
        {"/A", "/C", "/D", "/F", "/S", "/T", "/V", "/O", "/ID", "/K", "/Title", "/Names", "/Dests", "/E", "/H"}
    ),
    "/Catalog": frozenset({"/A", "/F", "/S", "/URI", "/ID", "/Title", "/K", "/V", "/D", "/C", "/E", "/H"}),
    "/StructElem": frozenset({"/Title", "/F", "/URI", "/D"}),
}
"""Entries that mean something elsewhere and nothing here."""

_MARKS: Final = (
    "Link Widget FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink "
    "Watermark PrinterMark"
)
PAGE_MARKS: Final = frozenset(f"/{name}" for name in _MARKS.split())
"""Annotations that are seen on the page. Others are notes, popups, attachments, sound and film."""

NAMED_ACTIONS: Final = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
