"""What verdicts are worth, fitted on generated documents: written by benchmarks/calibrate.py."""

# (verdict, sight): the share that is right, by steps of the margin
CHANCES: dict[tuple[str, str], tuple[float, ...]] = {
    ("ambiguous", "lossy"): (0.5115, 0.5742, 0.5742, 0.5742, 0.5742, 0.5742, 0.5742),
    ("ambiguous", "touched"): (0.4516, 0.5283, 0.5283, 0.5283, 0.5283, 0.5283, 0.5283),
    ("confirmed", "lossy"): (0.9978, 0.9978, 0.9987, 0.9987, 0.9987, 0.9994, 1.0),
    ("confirmed", "quiet"): (0.9999, 0.9999, 0.9999, 0.9999, 0.9999, 0.9999, 1.0),
    ("confirmed", "touched"): (0.9998, 0.9998, 0.9998, 0.9998, 0.9998, 0.9999, 1.0),
    ("contradicted", "lossy"): (0.9375, 0.9375, 0.9632, 0.9632, 0.9632, 0.9632, 0.9632),
    ("contradicted", "quiet"): (0.5114, 0.5114, 0.5114, 0.5114, 0.5114, 0.5114, 0.7788),
    ("contradicted", "touched"): (0.3862, 0.3862, 0.3862, 0.3862, 0.3862, 0.3862, 0.6084),
    ("inferred", "lossy"): (0.6685, 0.6685, 0.6685, 0.9505, 0.9703, 0.9934, 0.9987),
    ("inferred", "touched"): (0.7382, 0.7382, 0.7382, 0.7382, 0.7382, 0.9356, 0.9945),
    ("repaired", "lossy"): (0.7254, 0.7254, 0.7254, 0.9994, 0.9998, 0.9999, 1.0),
    ("repaired", "touched"): (0.9994, 0.9994, 0.9994, 0.9994, 0.9994, 1.0, 1.0),
    ("unchecked", "lossy"): (0.23, 0.23, 0.23, 0.4619, 0.8372, 0.8372, 0.8372),
    ("unchecked", "quiet"): (0.5919, 0.5919, 0.5919, 0.5919, 0.5919, 0.5919, 0.9533),
    ("unchecked", "touched"): (0.3949, 0.3949, 0.3949, 0.3949, 0.3949, 0.3949, 0.9688),
}
