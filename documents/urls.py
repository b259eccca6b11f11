"""Addresses of papers."""

from django.urls import path

from . import views

urlpatterns = [
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/status/", views.status, name="document_status"),
    path("documents/<int:pk>/scan/", views.scan, name="document_scan"),
    path("documents/<int:pk>/retry/", views.retry, name="document_retry"),
    path("v/<str:code>/", views.verify, name="verify"),
]
