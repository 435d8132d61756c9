// Times calls in turns, so that what else the machine does meets all of them alike.

/** Returns the quantiles of each call's time in milliseconds. `calls` are functions by name; each round begins with another. */
export async function measure(calls, warmup, iterations) {
  const names = Object.keys(calls);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < warmup + iterations; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length];
      const start = performance.now();
      await calls[name]();
      const time = performance.now() - start;
      if (round >= warmup) {
        times[name].push(time);
      }
    }
  }
  return Object.fromEntries(names.map((name) => [name, quantiles(times[name])]));
}

/** The median and the 99th of a hundred. */
export function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p99: at(0.99), n: sorted.length };
}
