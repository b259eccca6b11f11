"""One process that prints: the product's engine, or WeasyPrint as its manual shows it. A line of JSON each way.

{"run": "certificate", "times": n} answers {"wall": [ms…], "cpu": [ms…], "mb": resident, "peak": most resident}.
"""

import json
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django.setup()

from django.conf import settings  # noqa: E402

from documents import engine, signature  # noqa: E402
from documents.papers import PAPERS  # noqa: E402
from documents.printing import printed  # noqa: E402
from tests.documents.ledger_samples import inspection  # noqa: E402
from tests.documents.plan_samples import certified  # noqa: E402

CODE = "7KQ2M9XD{:04}"


def certificate_html(n: int) -> str:
    """The page alone, each with a code and a number of its own, as the browser and plain WeasyPrint get it."""
    facts = certified(code=CODE.format(n), number=f"合格〔2026〕{n}号", verify_url=f"http://x/v/{n}/")
    return PAPERS["certificate"].html(facts, draft=False)


def ours(n: int) -> bytes:
    facts = certified(code=CODE.format(n), number=f"合格〔2026〕{n}号", verify_url=f"http://x/v/{n}/")
    return printed(kind="certificate", facts=facts.to_json(), draft=False)


def signed(n: int) -> bytes:
    if (
        not settings.SIGNING_KEY
    ):  # made by the process that signs, and by no other: it takes longer than a paper
        settings.SIGNING_KEY = str(Path(tempfile.mkdtemp(prefix="bench-")) / "key.p12")
        settings.SIGNING_KEY_PASSWORD = "bench"  # noqa: S105 - of a key made here and thrown away
        signature.make_sample_key(Path(settings.SIGNING_KEY), settings.SIGNING_KEY_PASSWORD)
    return signature.sign(ours(n), title="验收合格证书")[0]


def naive(n: int) -> bytes:
    """The manual's way: the page with its style sheet, parsed and its fonts looked up for each paper."""
    import weasyprint  # noqa: PLC0415 - this process may be one of ours, which loads it through the engine

    return weasyprint.HTML(string=with_style(certificate_html(n))).write_pdf(pdf_variant="pdf/a-3u")


def with_style(html: str) -> str:
    """The page with paper.css inside, its fonts as files."""
    css = (engine.FONTS.parent / "paper.css").read_text(encoding="utf-8")
    return html.replace("</head>", f"<style>{css.replace('font:', f'file://{engine.FONTS}/')}</style></head>")


def page_for_browser(n: int) -> str:
    """The same with the fonts where a browser may read them, for {"page": n}."""
    css = (engine.FONTS.parent / "paper.css").read_text(encoding="utf-8")
    css = css.replace("font:Xianling", f"file://{engine.FONTS}/Xianling")
    return certificate_html(n).replace("</head>", f"<style>{css}</style></head>")


def ledger(rows: int) -> bytes:
    return printed(
        kind="ledger_inspection", facts=inspection(problems=rows, measures=1).to_json(), draft=False
    )


WAYS = {"certificate": ours, "signed": signed, "naive": naive, "ledger": ledger}


def main() -> None:
    sys.stdin.readline()
    if "naive" not in sys.argv:
        engine.warm_up()
    settings.SIGNING_KEY = ""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if "page" in asked:
            print(json.dumps({"html": page_for_browser(asked["page"])}), flush=True)
            continue
        print(json.dumps(measured(asked["run"], asked["times"], asked.get("at", 0))), flush=True)
    if settings.SIGNING_KEY:
        shutil.rmtree(Path(settings.SIGNING_KEY).parent)


def measured(way: str, times: int, at: int) -> dict:
    wall, cpu = [], []
    for n in range(times):
        began, used = time.perf_counter(), time.process_time()
        WAYS[way](at + n if way != "ledger" else at)
        cpu.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "mb": resident(), "peak": peak}


def resident() -> float:
    """What this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


if __name__ == "__main__":
    main()
