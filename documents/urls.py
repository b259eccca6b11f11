"""Addresses of papers."""

from django.urls import path

from .views import papers, verifying

urlpatterns = [
    path("documents/<int:pk>/", papers.document, name="document"),
    path("documents/<int:pk>/status/", papers.status, name="document_status"),
    path("documents/<int:pk>/scan/", papers.scan, name="document_scan"),
    path("documents/<int:pk>/retry/", papers.retry, name="document_retry"),
    path("v/", verifying.verify_file, name="verify_file"),
    path("v/<str:code>/", verifying.verify, name="verify"),
]
