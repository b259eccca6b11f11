"""Which address of 文书, 核验, 批量打印 and 归档 answers whom: rows of tests/address_table.py."""

from documents import batch

FIRST = {"papers": "document", "print-jobs": "print_job", "filing": "plan"}


def table(*, everybody, plan, inside) -> dict:
    """name → (GET, POST without data). `plan`: who sees it; `inside`: who reads 内部办理 of it. Nobody here is 文书."""
    keeps = {"business_admin"}
    asker, office, unit = {"liaison"}, {"clerk"}, {"liaison"}
    steps = ("paper_issue", "paper_discard", "paper_again", "paper_void", "paper_seal")
    return {
        "verify_file": (200, 422),
        # The paper stands, so that none of these may be done: calm refusals. No electronic-seal service is connected.
        "paper": ({200: plan}, 405),
        **{name: ({409: plan}, {302: plan}) for name in steps},
        "paper_seal_service": (404, 404),
        # 打印其他文书: the unit's as a form, the office's as buttons; the certificate is switched off.
        "plan_papers": ({200: unit | office, 409: plan - unit - office}, {422: unit, 302: plan - unit}),
        "plan_approval_form": ({200: office, 409: plan - office}, {302: plan}),
        "plan_certificate": ({409: plan}, {302: plan}),
        "plan_naming": ({409: plan}, {302: plan}),
        # Word: this paper has none; the templates are the business administrator's.
        "document_word": ({409: plan}, 405),
        "word_templates": ({200: keeps, 409: everybody - keeps}, 405),
        "word_template": (
            {200: keeps, 409: everybody - keeps},
            {422: keeps, 302: everybody - keeps},
        ),
        "word_template_file": ({200: keeps, 409: everybody - keeps}, 405),
        "word_template_restore": (405, {302: everybody}),
        # 文书字体: the business administrator's too.
        "paper_fonts": ({200: keeps, 409: everybody - keeps}, 405),
        "paper_font": ({200: keeps, 409: everybody - keeps}, {422: keeps, 302: everybody - keeps}),
        "paper_font_state": ({200: keeps, 409: everybody - keeps}, 405),
        "paper_font_remove": (405, {302: everybody}),
        # The plan has not ended.
        "filings": ({409: everybody}, 405),
        "filing": ({200: inside}, 405),
        "filing_pack": ({409: inside}, {302: inside}),
        "filing_file": ({409: inside}, {302: inside}),
        "filing_download": (405, {302: inside}),
        # One's own jobs: this one waits.
        "print_jobs": (200, 405),
        "print_job": ({200: asker}, 405),
        "print_job_state": ({200: asker}, 405),
        "print_job_cancel": (405, {302: asker}),
        "print_job_resume": (405, {302: asker}),
        "print_job_file": (405, {302: asker}),
    }


def given(paper, asker) -> dict:
    """A print job of `asker`, and the kind of subject that is filed."""
    job = batch.ask([batch.Wanted("样例", paper)], title="样例", shape="zip", by=asker)
    return {"kind": "plan", "paper_kind": "supervision_order", "face": "fang", "print_job": job.pk}
