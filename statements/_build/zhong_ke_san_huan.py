"""Which raw row becomes which fact of 000970.SZ, Zhong Ke San Huan: rows only, first match wins."""

from __future__ import annotations

import cas
from table import LINES, Leave, Table, Take

SUSPECT = "the same row of the extract has cash, inventories and fixed assets in 10,000 yuan: SUSPECT in the raw file, and nothing bears this figure out"
SUSPECT_CASH = "a part of cash in the notes, of a row that is SUSPECT in the raw file"

TABLE: Table = (
    *(Leave(LINES, caption, SUSPECT) for caption in ("应收款项融资", "无形资产", "应付职工薪酬")),
    *(Leave(LINES, caption, SUSPECT_CASH) for caption in ("库存现金", "银行存款", "其他货币资金")),
    Take(LINES, "股本", "paid_in_capital", note="it gives the filed 0.12 yuan a share"),
    *cas.FILED,
)
