"""Which address of 审批路线 answers whom: rows of tests/address_table.py."""


def table(*, everybody) -> dict:
    """name → (GET, POST without data)."""
    admin = {"business_admin"}
    page = {409: everybody - admin, 200: admin}
    return {
        "routes": (page, 405),
        "route": (page, 405),
        "route_version": (page, 405),
        "route_draft": (405, 302),
        "route_edit": (page, 302),
        "route_save": (405, {302: everybody - admin, 409: admin}),
        "route_simulation": (page, 405),
        "route_publish": (405, {302: everybody - admin, 422: admin}),
        "route_discard": (405, 302),
    }
