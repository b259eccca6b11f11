"""The worker of the pdf queue loads the PDF library before it forks; the others do not."""

from types import SimpleNamespace

import pytest
from celery.signals import worker_init

from documents import engine
from project import warming


def worker(*queues: str):
    return SimpleNamespace(
        app=SimpleNamespace(amqp=SimpleNamespace(queues=SimpleNamespace(consume_from=queues)))
    )


@pytest.fixture
def loaded(monkeypatch):
    found = []
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(engine, "_press", lambda: found.append("press"))
    return found


def test_it_is_connected_with_the_signal_before_the_fork():
    assert warming.load in [receiver for _key, receiver in worker_init.receivers]


@pytest.mark.parametrize(
    ("queues", "what"), [(("pdf",), ["press"]), (("default", "pdf"), ["press"]), (("default", "notify"), [])]
)
def test_the_library_is_loaded_where_papers_are_printed(loaded, queues, what):
    warming.load(worker(*queues))
    assert loaded == what


def test_a_machine_that_makes_no_pdf_starts_its_worker_all_the_same(loaded, monkeypatch):
    monkeypatch.setattr(engine, "available", lambda: "无法生成PDF")
    warming.load(worker("pdf"))
    assert loaded == []
