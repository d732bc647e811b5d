"""laws.py - what must hold in every profile, whatever the program was (see docs: laws 1 and 2).

Each function takes a report as `memprof report --json` prints it and yields what is wrong, a line each.
"""

EXCLUSIVE = ("allocs", "allocated", "frees", "freed", "retained")


def rows(report):
    """(function, line row) over the whole report."""
    for function in report["functions"]:
        for row in function["lines"]:
            yield function, row


def conservation(report, recursive=()):
    """Law 1: a function's increments add up to what its activations left behind. With recursion a
    line's increments count once where the activations' nest, so those functions are exempt."""
    for function in report["functions"]:
        if function["name"] in recursive:
            continue
        total = sum(row["increment"] for row in function["lines"])
        if total != function["net_bytes"]:
            yield (
                f"law 1: {function['file']}:{function['line']}: {function['name']}: its lines' increments"
                f" add up to {total}, its activations left {function['net_bytes']}"
            )


def totals(report):
    """Law 2: lines and `outside` together account for every live byte, both ways."""
    outside = report["outside"]
    sums = {key: outside[key] + sum(row[key] for _, row in rows(report)) for key in EXCLUSIVE}
    live = report["live_bytes"]
    if sums["allocated"] - sums["freed"] != live:
        yield f"law 2: allocated {sums['allocated']} - freed {sums['freed']} is not the {live} bytes live at the end"
    if sums["retained"] != live:
        yield f"law 2: retained adds up to {sums['retained']}, live at the end are {live}"


def sanity(report):
    """What no report may say."""
    for function, row in rows(report):
        where = f"{function['file']}:{row['line']}: {function['name']}"
        for key in ("occurrences", "peak", *EXCLUSIVE):
            if row[key] is not None and row[key] < 0:
                yield f"{where}: {key} is {row[key]}"
        if row["retained"] > row["allocated"]:
            yield f"{where}: retains {row['retained']} of {row['allocated']} bytes"
        if row["occurrences"] == 0 and any(row[key] for key in ("increment", *EXCLUSIVE)):
            yield f"{where}: never ran, yet it changed memory"


def broken(report, recursive=()):
    return [*conservation(report, recursive), *totals(report), *sanity(report)]
