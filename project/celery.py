"""Celery: hints to look at the outbox, and the clock's own work. It carries ids, never the work itself."""

import os

from celery import Celery
from celery.schedules import crontab

from . import hearing, warming

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

app = Celery("xianling")
app.config_from_object(
    {
        "broker_transport_options": {"socket_timeout": 5, "socket_connect_timeout": 0.2},
        "broker_connection_retry_on_startup": True,
        "task_ignore_result": True,
        "task_acks_late": False,
        "task_serializer": "json",
        "accept_content": ["json"],
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "task_time_limit": 300,
        "task_soft_time_limit": 270,
        "task_default_queue": "default",
        "beat_scheduler": "project.pulse:Scheduler",
        "timezone": "Asia/Shanghai",
        "enable_utc": True,
    }
)
app.conf.broker_url = os.environ.get("BROKER_URL", "redis://127.0.0.1:6379/0")
if app.conf.broker_url.startswith("redis+socket://"):
    app.conf.broker_url = "redis+socket://" + app.conf.broker_url.removeprefix("redis+socket://")
app.conf.beat_schedule = {
    **{
        f"drain-{queue}": {
            "task": "project.drain",
            "args": [queue],
            "schedule": 5.0,
            "options": {"queue": queue, "expires": 5},
        }
        for queue in ("default", "notify", "pdf")
    },
    "backup": {"task": "project.backup", "schedule": crontab(minute="*/10"), "options": {"expires": 600}},
    # Several times within the seconds after which health is red without it.
    "remind": {"task": "project.remind", "schedule": 20.0, "options": {"expires": 20}},
}
app.autodiscover_tasks(["project"])
hearing.install()
warming.install()
