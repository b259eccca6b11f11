"""What a page asks about its reader, to choose a word."""

from django import template

from units import queries

register = template.Library()


@register.filter
def works_in_office(person) -> bool:
    """Does the reader work in the committee's office (我经办的), or in a unit (我报送的)?"""
    return person.is_authenticated and queries.standing(person).is_office
