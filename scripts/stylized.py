#!/usr/bin/env python3
"""The statistics of `tapeview stats --stylized`, computed a second time.

Made from docs/stylized.md with Python's standard library alone; it never runs the Swift code. Reads
a text tape's first instrument, prints one JSON object with the members of `--json`.

  scripts/stylized.py TAPE
"""

import bisect
import json
import math
import sys

LAGS, RESPONSE_LAGS = (1, 2, 5, 10, 20, 50), (1, 10, 50)
BARS, FIRST_BAR = 2048, 1_000_000
REACH, BANDS = 64, ((0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (9, 16), (17, 32), (33, 64))
CHANGES = {"BookUpdate", "Snapshot", "Accepted", "Amended", "Cancelled", "Expired", "Fill"}


def raw(text: str, digits: int) -> int:
    whole, _, fraction = text.lstrip("-").partition(".")
    value = int(whole) * 10**digits + (int(fraction.ljust(digits, "0")) if digits else 0)
    return -value if text.startswith("-") else value


def moments(values: list[float]) -> tuple[float, float, float | None]:
    """Mean, variance, excess kurtosis."""
    count = len(values)
    mean = math.fsum(values) / count
    second = math.fsum((v - mean) ** 2 for v in values) / count
    fourth = math.fsum((v - mean) ** 4 for v in values) / count
    return mean, second, fourth / second**2 - 3 if count >= 4 and second > 0 else None


def autocorrelation(values: list[float], lag: int) -> float | None:
    count = len(values)
    if count < 4 * lag + 4:
        return None
    mean = math.fsum(values) / count
    square = math.fsum((v - mean) ** 2 for v in values)
    product = math.fsum((values[i] - mean) * (values[i + lag] - mean) for i in range(count - lag))
    return product / square if square > 0 else None


def quantile(ordered: list[int], share: float) -> int | None:
    return ordered[max(1, math.ceil(round(len(ordered) * share, 6))) - 1] if ordered else None


def returns(mids: list[int]) -> list[float]:
    return [math.log(now / before) for before, now in zip(mids, mids[1:])]


class Book:
    """Levels and orders of both sides, by market data or by our venue's reports."""

    def __init__(self):
        self.levels = {"buy": ([], {}), "sell": ([], {})}
        self.orders = {}

    def add(self, side, price, quantity):
        prices, held = self.levels[side]
        if price not in held:
            bisect.insort(prices, price)
        held[price] = held.get(price, 0) + quantity
        if held[price] <= 0:
            del held[price]
            prices.pop(bisect.bisect_left(prices, price))

    def set(self, side, price, quantity):
        before = self.levels[side][1].get(price, 0)
        if quantity != before:
            self.add(side, price, quantity - before)

    def put(self, number, side, price, quantity):
        self.take(number)
        self.orders[number] = [side, price, quantity]
        self.add(side, price, quantity)

    def take(self, number, quantity=None):
        """Takes out an order, or a part of it; says whether it is gone."""
        order = self.orders.get(number)
        if order is None:
            return False
        part = order[2] if quantity is None else min(quantity, order[2])
        self.add(order[0], order[1], -part)
        order[2] -= part
        if order[2] == 0:
            del self.orders[number]
        return order[2] == 0

    def best(self):
        (bids, _), (asks, _) = self.levels["buy"], self.levels["sell"]
        return (bids[-1], asks[0]) if bids and asks and bids[-1] < asks[0] else None


class Market:
    def __init__(self):
        self.book, self.top, self.quoted = Book(), None, False
        self.clock = self.window = None
        self.tick = self.awaited = self.changes = self.observed = self.prints = 0
        self.asked, self.born, self.lives = {}, {}, {"cancelled": [], "filled": []}
        self.spreads, self.profile, self.samples = {}, {}, 0
        self.orders = []  # key, sign, quantity, doubled middle
        self.bars, self.interval, self.next_bar = [], FIRST_BAR, None
        self.signed = 0

    def event(self, line: str):
        words = line.split()
        if words[0] == "#instrument" and words[1] == "1":
            pairs = dict(word.split("=") for word in words[3:])
            self.price_digits, self.digits = int(pairs["price-scale"]), int(pairs["quantity-scale"])
            self.symbol = words[2]
        if words[0].startswith("#") or words[3] != self.symbol:
            return
        self.fields = dict(word.partition("=")[::2] for word in words[4:])
        time = raw(words[1], 9)
        self.pass_to(time if self.clock is None else max(time, self.clock))
        self.kind = words[2]
        self.grid()
        getattr(self, "on_" + self.kind.lower(), lambda: None)()
        if self.kind in CHANGES and self.settled():
            self.read_book()

    def price(self, key="price"):
        return raw(self.fields[key], self.price_digits)

    def quantity(self, key="qty"):
        return raw(self.fields[key], self.digits)

    def grid(self):
        if self.kind in ("BookUpdate", "Snapshot", "NewOrder", "Amended", "Quote"):
            for key in ("price", "bid", "ask"):
                if key in self.fields:
                    self.tick = math.gcd(self.tick, self.price(key))

    def pass_to(self, now):
        if self.clock is not None:
            self.observed += now - self.clock
            if self.top:
                width = self.top[1] - self.top[0]
                self.spreads[width] = self.spreads.get(width, 0) + now - self.clock
        while self.next_bar is not None and self.next_bar <= now:
            if self.top is None:
                self.next_bar += ((now - self.next_bar) // self.interval + 1) * self.interval
                break
            self.bars.append(sum(self.top))
            if len(self.bars) > BARS:
                self.bars = self.bars[::2]
                self.interval *= 2
            self.next_bar += self.interval
        self.clock = now

    def settled(self):
        if self.kind in ("BookUpdate", "Snapshot"):
            return "end" in self.fields
        (bids, _), (asks, _) = self.book.levels["buy"], self.book.levels["sell"]
        return self.awaited == 0 and not (bids and asks and bids[-1] >= asks[0])

    def read_book(self):
        best = self.book.best()
        if not self.quoted:
            self.top = best
        self.changes += 1
        if best is None or self.window is None or self.changes % 16:
            return
        self.samples += 1
        for side, first in zip(("buy", "sell"), best):
            for price, quantity in self.book.levels[side][1].items():
                distance = abs(price - first)
                if distance <= REACH * self.tick:
                    self.profile[distance] = self.profile.get(distance, 0) + quantity

    def end(self, number, how):
        birth = self.born.pop(number, None)
        if birth is not None:
            self.lives[how].append(self.clock - birth)

    def on_trade(self):
        self.prints += 1
        self.awaited += 2
        if self.window is None:
            self.window = self.next_bar = self.clock
            self.spreads, self.observed = {}, 0
        if "aggressor" not in self.fields:
            return
        self.signed += 1
        sign = 1 if self.fields["aggressor"] == "buy" else -1
        key = (self.clock, sign, self.fields.get("taker"))
        if self.orders and self.orders[-1][0] == key:
            self.orders[-1][2] += self.quantity()
        else:
            self.orders.append([key, sign, self.quantity(), sum(self.top) if self.top else None])

    def on_quote(self):
        self.quoted = True
        bid, ask = (self.price(key) if key in self.fields else None for key in ("bid", "ask"))
        self.top = (bid, ask) if bid is not None and ask is not None and bid < ask else None

    def on_snapshot(self):
        if "begin" in self.fields:
            self.book = Book()
        if "id" in self.fields:
            self.book.put(self.fields["id"], self.fields["side"], self.price(), self.quantity())
        else:
            self.book.set(self.fields["side"], self.price(), self.quantity())

    def on_bookupdate(self):
        action, side, number = self.fields["action"], self.fields["side"], self.fields.get("id")
        price, quantity = self.price(), self.quantity()
        if action == "set":
            self.book.set(side, price, quantity)
        elif action in ("add", "change"):
            self.book.put(number, side, price, quantity)
            if action == "add":
                self.born[number] = self.clock
        elif number in self.book.orders:
            if self.book.take(number, None if action == "remove" else quantity):
                self.end(number, "filled" if action == "execute" else "cancelled")
        else:  # a picture of the book has taken its name, or it rested before the recording
            part = min(quantity, self.book.levels[side][1].get(price, 0))
            if part:
                self.book.add(side, price, -part)
            if action == "remove":
                self.end(number, "cancelled")

    def on_neworder(self):
        self.asked[self.fields["id"]] = self.fields

    def on_reject(self):
        if self.fields["of"] == "new":
            self.asked.pop(self.fields["id"], None)

    def on_accepted(self):
        order = self.asked.pop(self.fields["id"])
        if order["type"] == "limit" and order["tif"] == "gtc":
            self.born[order["id"]] = self.clock
            self.book.put(order["id"], order["side"], raw(order["price"], self.price_digits),
                          raw(order["qty"], self.digits))

    def on_amended(self):
        side = self.book.orders[self.fields["id"]][0]
        self.book.put(self.fields["id"], side, self.price(), self.quantity("left"))

    def on_cancelled(self):
        if self.book.take(self.fields["id"]):
            self.end(self.fields["id"], "cancelled")

    on_expired = on_cancelled

    def on_fill(self):
        self.awaited -= 1
        if self.book.take(self.fields["id"], self.quantity()):
            if self.fields["role"] == "taker":
                self.born.pop(self.fields["id"], None)
            else:
                self.end(self.fields["id"], "filled")


def spread_figures(market: Market) -> dict:
    total = sum(market.spreads.values())
    figures = {"spread_mean": sum(s * n for s, n in market.spreads.items()) / total / market.tick,
               "spread_one_tick": market.spreads.get(market.tick, 0) / total}
    if market.top:
        mean = figures["spread_mean"] * market.tick
        figures["spread_bp"] = mean / (sum(market.top) / 2) * 1e4
    for name, share in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
        seen = 0
        for width, weight in sorted(market.spreads.items()):
            seen += weight
            if seen >= share * total:
                figures["spread_" + name] = width / market.tick
                break
    return figures


def order_figures(market: Market) -> dict:
    orders = market.orders
    signs, sizes = [order[1] for order in orders], sorted(order[2] for order in orders)
    mids = [order[3] for order in orders if order[3] is not None]
    steps, mean = returns(mids), sum(sizes) / len(sizes)
    gaps = moments([b[0][0] - a[0][0] for a, b in zip(orders, orders[1:])])
    figures = {f"sign_acf_{lag}": autocorrelation(signs, lag) for lag in LAGS}
    figures |= {f"absolute_order_acf_{lag}": autocorrelation([abs(r) for r in steps], lag)
                for lag in (1, 10)}
    figures |= {
        "prints": market.prints, "market_orders": len(orders), "sign_band": 2 / len(orders) ** 0.5,
        "kurtosis_1_order": moments(steps)[2], "kurtosis_10_orders": moments(returns(mids[::10]))[2],
        "unmoved": sum(a == b for a, b in zip(mids, mids[1:])) / len(steps),
        "size_mean": mean / 10**market.digits, "size_p50": quantile(sizes, 0.5) / mean,
        "size_p99": quantile(sizes, 0.99) / mean, "size_max": sizes[-1] / mean,
        "prints_per_order": market.signed / len(orders), "gap_mean_ns": gaps[0],
        "gap_dispersion": gaps[1] ** 0.5 / gaps[0]}
    least = quantile(sizes, 0.9)
    tail = [math.log(size / least) for size in sizes if size > least]
    figures["size_tail"] = len(tail) / sum(tail) if len(tail) >= 50 else None
    for lag in RESPONSE_LAGS:
        moves = [a[1] * (b[3] - a[3]) / 2 / market.tick for a, b in zip(orders, orders[lag:])
                 if a[3] is not None and b[3] is not None]
        figures[f"response_{lag}"] = sum(moves) / len(moves) if moves else None
    return figures


def bar_figures(market: Market) -> dict:
    steps = returns(market.bars)
    _, variance, kurtosis = moments(steps)
    figures = {"bars": len(steps), "bar_ns": market.interval, "kurtosis_1_bar": kurtosis,
               "kurtosis_10_bars": moments(returns(market.bars[::10]))[2],
               "bar_deviation_bp": variance**0.5 * 1e4, "bar_acf_1": autocorrelation(steps, 1)}
    return figures | {f"absolute_bar_acf_{lag}": autocorrelation([abs(r) for r in steps], lag)
                      for lag in LAGS}


def book_figures(market: Market) -> dict:
    figures = {}
    for how, lives in market.lives.items():
        lives.sort()
        for name, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
            figures[f"life_{how}_{name}_ns"] = quantile(lives, share)
    ended = {how: len(lives) for how, lives in market.lives.items()}
    total = sum(ended.values())
    figures["lives_filled"] = ended["filled"] / total if total else None

    def depth(first, last):
        held = sum(q for d, q in market.profile.items() if first <= d // market.tick <= last)
        return held / (2 * market.samples) / (last - first + 1)

    mean = sum(order[2] for order in market.orders) / len(market.orders)
    figures["depth_best"] = depth(0, 0) / mean
    return figures | {f"depth_{a}_{b}": depth(a, b) / depth(0, 0) for a, b in BANDS[1:]}


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    market = Market()
    with open(sys.argv[1], encoding="ascii") as tape:
        for line in tape:
            market.event(line)
    print(json.dumps({"symbol": market.symbol, "tick": market.tick / 10**market.price_digits,
                      "observed_ns": market.observed} | spread_figures(market) | order_figures(market)
                     | bar_figures(market) | book_figures(market)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
