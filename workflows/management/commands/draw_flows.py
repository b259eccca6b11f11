"""docs/flows/*.svg from the code."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from workflows import diagrams, subjects


class Command(BaseCommand):
    help = "Draw every flow into docs/flows/; with --check, fail when a drawing is not what the code says."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check=False, **options):
        folder = Path(settings.BASE) / "docs" / "flows"
        folder.mkdir(parents=True, exist_ok=True)
        stale = []
        for name, kind in subjects.kinds().items():
            if kind.flow is None:
                continue
            path = folder / f"{name}.svg"
            with translation.override("zh-hans"):
                drawn = diagrams.svg(kind.flow)
            if check:
                if not path.exists() or path.read_text(encoding="utf-8") != drawn:
                    stale.append(path.name)
            else:
                path.write_text(drawn, encoding="utf-8")
                self.stdout.write(str(path))
        if stale:
            raise CommandError(f"Not what the code says, run manage.py draw_flows: {', '.join(stale)}")
