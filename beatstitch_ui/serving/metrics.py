"""What Prometheus collects: requests of this process, and the figures of the installation."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from beatstitch_ui.serving.connections import BoundedConnection
from core.installation.current import installation
from core.installation.figures import figures

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "beatstitch_http_requests",
    "Answers by method, route and status.",
    ("method", "route", "status"),
    registry=REGISTRY,
)
SECONDS = Histogram(
    "beatstitch_http_request_seconds",
    "How long answers took, by route.",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60),
    registry=REGISTRY,
)
CONNECTIONS = Gauge("beatstitch_http_connections", "Open connections that speak HTTP.", registry=REGISTRY)
CONNECTIONS.set_function(BoundedConnection.open.total)


class _Installation(Collector):
    """Reads the figures when they are asked for; describing nothing spares a look at the database."""

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        now = figures(installation())
        jobs = GaugeMetricFamily("beatstitch_jobs", "Jobs by kind and status.", labels=("kind", "status"))
        for (kind, status), number in now.jobs.items():
            jobs.add_metric((kind, status), number)
        yield jobs
        for name, about, value in (
            ("beatstitch_job_longest_wait_seconds", "Age of the oldest queued job.", now.longest_wait_s),
            ("beatstitch_workers", "Living worker processes.", now.workers),
            ("beatstitch_disk_free_bytes", "Free space in the data folder.", now.free_bytes),
            ("beatstitch_database_bytes", "Size of the database.", now.database_bytes),
        ):
            yield GaugeMetricFamily(name, about, value=value)


REGISTRY.register(_Installation())
ProcessCollector(registry=REGISTRY)


def note(method: str, route: str, status: int, took_s: float) -> None:
    """Count one answer."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(took_s)


def exposition() -> bytes:
    """Return everything in Prometheus' text format."""
    return generate_latest(REGISTRY)
