"""Addresses of papers."""

from django.urls import path

from .views import fonts, jobs, papers, verifying, word

urlpatterns = [
    path("documents/<int:pk>/", papers.document, name="document"),
    path("documents/<int:pk>/status/", papers.status, name="document_status"),
    path("documents/<int:pk>/scan/", papers.scan, name="document_scan"),
    path("documents/<int:pk>/retry/", papers.retry, name="document_retry"),
    # Word
    path("documents/<int:pk>/word/", word.document_word, name="document_word"),
    path("word-templates/", word.word_templates, name="word_templates"),
    path("word-templates/<slug:paper_kind>/", word.word_template, name="word_template"),
    path("word-templates/<slug:paper_kind>/file/", word.word_template_file, name="word_template_file"),
    path(
        "word-templates/<slug:paper_kind>/restore/", word.word_template_restore, name="word_template_restore"
    ),
    # 字体
    path("paper-fonts/", fonts.paper_fonts, name="paper_fonts"),
    path("paper-fonts/<slug:face>/", fonts.paper_font, name="paper_font"),
    path("paper-fonts/<slug:face>/state/", fonts.paper_font_state, name="paper_font_state"),
    path("paper-fonts/<slug:face>/remove/", fonts.paper_font_remove, name="paper_font_remove"),
    # 批量打印
    path("print-jobs/", jobs.print_jobs, name="print_jobs"),
    path("print-jobs/<int:pk>/", jobs.print_job, name="print_job"),
    path("print-jobs/<int:pk>/state/", jobs.print_job_state, name="print_job_state"),
    path("print-jobs/<int:pk>/cancel/", jobs.print_job_cancel, name="print_job_cancel"),
    path("print-jobs/<int:pk>/resume/", jobs.print_job_resume, name="print_job_resume"),
    path("print-jobs/<int:pk>/file/", jobs.print_job_file, name="print_job_file"),
    # 核验
    path("v/", verifying.verify_file, name="verify_file"),
    path("v/<str:code>/", verifying.verify, name="verify"),
]
