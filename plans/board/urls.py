"""Addresses of the overviews."""

from django.urls import path

from . import views

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("overview/<int:pk>/urge/", views.urge, name="overview_urge"),
]
