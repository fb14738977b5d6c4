"""Which raw row becomes which fact of 300224.SZ, Zhenghai Magnetic: rows only, first match wins."""

from __future__ import annotations

import cas
from table import LINES, SAME, Leave, Table

PARTS = "a part of cash in the notes; the parts add to 475,757,348.17, the balance-sheet line that two sources print is 479,781,337.60"

TABLE: Table = (
    Leave(LINES, "货币资金", SAME, source="finglm_answers_c"),
    *(Leave(LINES, caption, PARTS) for caption in ("库存现金", "银行存款", "其他货币资金")),
    Leave(LINES, "归属于母公司所有者的净利润", SAME),
    *cas.FILED,
)
