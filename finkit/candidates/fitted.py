"""What readings cost, fitted on data: written by benchmarks/fit.py, which says on which."""

# How often the original's numbers carried no decimal, one, two ...
DECIMALS: dict[str, tuple[float, ...]] = {
    "percentage": (0.353, 0.264, 0.371, 0.002, 0.01),
    "money": (0.256, 0.139, 0.583, 0.011, 0.007, 0.004),
    "mass": (0.271, 0.311, 0.391, 0.006, 0.021),
    "other": (0.6, 0.2, 0.15, 0.03, 0.02),
}
# Percentages: (usual size in percent, spread in nats) of a lognormal.
GROWTH = (36.24, 1.31)
CAGR = (28.29, 1.16)
EXPENSE = (1.3, 1.2)
POINTS = (0.44, 1.07)
# The share of damaged numbers that each damage of other dialects struck.
DAMAGES: dict[str, float] = {
    "billion for 亿": 0.146,
    "million for 万": 0.146,
    "point lost": 0.32,
    "亿 a place too low": 0.039,
    "scale word lost": 0.019,
    "unseen": 0.01,
}
