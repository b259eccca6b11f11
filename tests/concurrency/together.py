"""Several people in the same instant: each in a thread with a connection of its own, let go together."""

import threading
from collections.abc import Callable

from django.db import connection

from records import clock


def at_once(*doings: Callable[[], object]) -> list[object]:
    """What each returned or raised, in the order given."""
    found: list[object] = [None] * len(doings)
    start = threading.Barrier(len(doings))
    moment = clock.now()

    def run(place: int, doing) -> None:
        try:
            with clock.at(moment):
                connection.ensure_connection()
                start.wait(timeout=20)
                found[place] = doing()
        except Exception as error:  # noqa: BLE001 - what it was is the result
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return found


def errors(found: list[object]) -> list[Exception]:
    """Those who were told no."""
    return [each for each in found if isinstance(each, Exception)]
