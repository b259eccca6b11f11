"""The fonts of the papers, and how they are built. `levelling` is the part that a unit's own fonts pass through too."""

# By face (documents.enums.Face): the family of the style sheet. A unit's own font stands before it, ours completes it.
FAMILIES = {
    "fang": "Xianling Fang",
    "song": "Xianling Song",
    "hei": "Xianling Hei",
    "kai": "Xianling Kai",
}


def own_family(face: str) -> str:
    """What a unit's own font of this face is called in papers."""
    return FAMILIES[face].replace("Xianling", "Xianling Own")
