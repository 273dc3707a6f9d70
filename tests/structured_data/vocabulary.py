"""What of schema.org the site uses: its types with the types above them, and which types each property is said of.

Typed by hand from https://schema.org/version/latest and compared, type by type and property by property, with a package
generated from the vocabulary (msgspec-schemaorg 0.2.1): `wrong_in` finds what a page says that schema.org does not know.
"""

from collections.abc import Iterator
from typing import Any

ABOVE: dict[str, tuple[str, ...]] = {
    "Thing": (),
    "Action": ("Thing",),
    "Audience": ("Intangible",),
    "BreadcrumbList": ("ItemList",),
    "CollectionPage": ("WebPage",),
    "Course": ("LearningResource",),
    "CourseInstance": ("Event",),
    "CreativeWork": ("Thing",),
    "CreativeWorkSeries": ("CreativeWork",),
    "DefinedTerm": ("Intangible",),
    "DefinedTermSet": ("CreativeWork",),
    "DigitalDocument": ("CreativeWork",),
    "EducationEvent": ("Event",),
    "EducationalAudience": ("Audience",),
    "EntryPoint": ("Intangible",),
    "Event": ("Thing",),
    "Intangible": ("Thing",),
    "ItemList": ("Intangible",),
    "LearningResource": ("CreativeWork",),
    "ListItem": ("Intangible",),
    "Offer": ("Intangible",),
    "Organization": ("Thing",),
    "Person": ("Thing",),
    "Place": ("Thing",),
    "PresentationDigitalDocument": ("DigitalDocument",),
    "Report": ("Article",),
    "Article": ("CreativeWork",),
    "SearchAction": ("Action",),
    "VirtualLocation": ("Intangible",),
    "WebPage": ("CreativeWork",),
    "WebSite": ("CreativeWork",),
}

SAID_OF: dict[str, tuple[str, ...]] = {
    "about": ("CreativeWork", "Event"),
    "accessMode": ("CreativeWork",),
    "accessibilityFeature": ("CreativeWork",),
    "accessibilitySummary": ("CreativeWork",),
    "address": ("Place", "Organization", "Person"),
    "alternateName": ("Thing",),
    "areaServed": ("Organization", "Offer"),
    "audience": ("CreativeWork", "Event"),
    "author": ("CreativeWork",),
    "copyrightNotice": ("CreativeWork",),
    "courseMode": ("CourseInstance",),
    "coursePrerequisites": ("Course",),
    "courseWorkload": ("CourseInstance",),
    "dateModified": ("CreativeWork",),
    "datePublished": ("CreativeWork",),
    "description": ("Thing",),
    "educationalLevel": ("LearningResource", "CreativeWork", "EducationEvent"),
    "educationalRole": ("EducationalAudience",),
    "educationalUse": ("LearningResource", "CreativeWork"),
    "email": ("Organization", "Person"),
    "encodingFormat": ("CreativeWork",),
    "endDate": ("Event", "CreativeWorkSeries"),
    "eventAttendanceMode": ("Event",),
    "eventStatus": ("Event",),
    "expires": ("CreativeWork",),
    "hasCourseInstance": ("Course",),
    "hasDefinedTerm": ("DefinedTermSet",),
    "hasPart": ("CreativeWork",),
    "inDefinedTermSet": ("DefinedTerm",),
    "inLanguage": ("CreativeWork", "Event"),
    "isAccessibleForFree": ("CreativeWork", "Event", "Place"),
    "isBasedOn": ("CreativeWork",),
    "isPartOf": ("CreativeWork",),
    "item": ("ListItem",),
    "itemListElement": ("ItemList",),
    "keywords": ("CreativeWork", "Event", "Organization", "Place"),
    "learningResourceType": ("LearningResource", "CreativeWork"),
    "license": ("CreativeWork",),
    "location": ("Event", "Organization"),
    "mainEntity": ("CreativeWork",),
    "maximumAttendeeCapacity": ("Event",),
    "name": ("Thing",),
    "numberOfItems": ("ItemList",),
    "offers": ("Event", "CreativeWork"),
    "organizer": ("Event",),
    "position": ("ListItem", "CreativeWork"),
    "potentialAction": ("Thing",),
    "previousStartDate": ("Event",),
    "provider": ("CreativeWork",),
    "publisher": ("CreativeWork",),
    "reportNumber": ("Report",),
    "sameAs": ("Thing",),
    "startDate": ("Event", "CreativeWorkSeries"),
    "target": ("Action",),
    "teaches": ("LearningResource", "CreativeWork", "EducationEvent"),
    "telephone": ("Organization", "Person", "Place"),
    "termCode": ("DefinedTerm",),
    "timeRequired": ("CreativeWork",),
    "url": ("Thing",),
    "urlTemplate": ("EntryPoint",),
}


def wrong_in(data: Any) -> Iterator[str]:
    """A sentence for each type or property that schema.org does not know there, at any depth."""
    if isinstance(data, list):
        for one in data:
            yield from wrong_in(one)
    elif isinstance(data, dict):
        types = data["@type"] if isinstance(data["@type"], list) else [data["@type"]]
        yield from (f"no type {one}" for one in types if one not in ABOVE)
        lines = {above for one in types for above in _lineage(one)}
        for name, value in data.items():
            if name.endswith("-input") or name.startswith("@"):  # https://schema.org/docs/actions.html, JSON-LD's own
                continue
            if not lines & set(SAID_OF.get(name, ())):
                yield f"{name} is not said of {types}"
            yield from wrong_in(value)


def _lineage(name: str) -> Iterator[str]:
    yield name
    for above in ABOVE.get(name, ()):
        yield from _lineage(above)
