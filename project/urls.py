"""Every address, one include an app."""

from django.urls import path

urlpatterns: list = []
