"""checking.py - what the tests in Python here share: claims, and a verdict over them."""

import sys

_failures = 0


def check(right, what):
    global _failures
    if not right:
        _failures += 1
        print(f"FAIL: {what}", flush=True)
    return right


def failed():
    return _failures > 0


def verdict():
    """Ends the program: 1 if a claim did not hold."""
    sys.exit(1 if _failures else 0)
