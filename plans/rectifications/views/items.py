"""事项页: one item; what to do now, its measures, its papers, its trail."""

from django.shortcuts import render

from .loading import item_of


def item(request, pk):
    """整改事项."""
    found = item_of(request, pk)
    return render(request, "rectifications/item.html", {"item": found})
