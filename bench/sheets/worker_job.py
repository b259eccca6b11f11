"""A print job of so many certificates that were asked for and not yet printed: the worker's own way, on PostgreSQL."""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from documents import batch, batch_work, engine, service  # noqa: E402
from documents.models import PrintJob  # noqa: E402
from records.models import Outbox  # noqa: E402
from tests import factories  # noqa: E402
from tests.documents.plan_samples import certified  # noqa: E402


def main(n: int) -> None:
    call_command("migrate", verbosity=0)
    office = factories.make_unit(name="示范区机关工作党委（样例）")
    clerk = factories.make_person("records_clerk", office)
    wanted = [batch.Wanted(f"证书{at}", _paper(at, office, clerk)) for at in range(n)]
    job = batch.ask(wanted, title="样例", shape="merged", by=clerk)
    engine.warm_up()
    began, pieces = time.perf_counter(), 0
    while PrintJob.objects.get(pk=job.pk).state in {"waiting", "running"}:
        finish = batch_work.run({"job": job.pk})
        pieces += 1
        if finish:
            finish()
    spent = time.perf_counter() - began
    job = PrintJob.objects.get(pk=job.pk)
    done = job.parts.filter(state="done").count()
    told = {"seconds": spent, "pieces": pieces, "done": done, "state": job.state, "mb": job.file.size / 1e6}
    print(json.dumps(told | {"outbox": Outbox.objects.count()}))


def _paper(at: int, unit, by):
    def facts(**more):
        return certified(**more)

    return service.ask(
        "certificate", subject=f"plan:{at}", title=f"证书{at}", unit=unit, facts=facts, by=by, series="合格"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
