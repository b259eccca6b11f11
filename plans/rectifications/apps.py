from django.apps import AppConfig


class RectificationsConfig(AppConfig):
    """整改: problems, items, closing, look-back."""

    name = "plans.rectifications"
    label = "rectifications"

    def ready(self):
        """Tell the engine about items: the one place where it learns of them."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from records.enums import Circle  # noqa: PLC0415
        from workflows import subjects, wording  # noqa: PLC0415

        from . import subject  # noqa: PLC0415
        from . import wording as item_wording  # noqa: PLC0415

        wording.register(item_wording.WORDINGS)
        subjects.register("item", subject.KIND)
        # 打印的台账 show what one person may see, and are that person's.
        visibility.register(
            "ledger", lambda person, key: {Circle.UNIT} if key == f"ledger:{person.pk}" else set()
        )
