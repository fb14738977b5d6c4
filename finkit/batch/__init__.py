"""Many documents and many companies: on one processor, several, or a cluster, with the same result.

`check_many` streams outcomes; `write_dataset` fills a Parquet dataset that survives any kill; `stored_checks` reads the
check documents back from it. `measure_many` takes panels of companies through the metrics in partitions.
"""

from __future__ import annotations

from finkit.batch.dataset import stored_checks
from finkit.batch.drive import Ending, write_dataset
from finkit.batch.guard import Limits
from finkit.batch.many import check_many
from finkit.batch.outcome import Outcome
from finkit.batch.panel import measure_many, measure_meta, measure_partition

__all__ = [
    "Ending", "Limits", "Outcome", "check_many", "measure_many", "measure_meta", "measure_partition", "stored_checks", "write_dataset",
]  # fmt: skip
