import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** What a hypervisor took from this machine so far, in ms; 0 where nobody says (no Linux). */
function stolen(): number {
  try {
    const [, , , , , , , , steal = "0"] = readFileSync("/proc/stat", "utf8").split("\n", 1)[0]?.split(/\s+/) ?? [];
    return Number(steal) * 10;
  } catch {
    return 0;
  }
}

export const machine = (): string => `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;

const slice = 500;
const tolerated = 10;

/**
 * Times by slices of half a second. A machine that is rented has its time taken away in bursts, which say nothing of any server: what
 * began in a slice with more than 10 ms of that, or right before a worse one, is left out.
 */
export function makeSlices() {
  const begun = performance.now();
  const times: number[][] = [];
  const steal = [stolen()];
  const timer = setInterval(() => steal.push(stolen()), slice);
  const quiet = (index: number): boolean => {
    const during = (steal[index + 1] ?? 0) - (steal[index] ?? 0);
    const after = (steal[index + 2] ?? steal[index + 1] ?? 0) - (steal[index + 1] ?? 0);
    return during <= tolerated && after <= 2 * tolerated;
  };
  return {
    /** How long something took that began at an instant of `performance.now()`, both in ms. */
    add(at: number, took: number): void {
      (times[Math.floor((at - begun) / slice)] ??= []).push(took);
    },
    /** Milliseconds, in order, of the quiet slices; of all of them where none was. */
    stop(): Float64Array {
      clearInterval(timer);
      steal.push(stolen());
      const kept = times.filter((_, index) => quiet(index));
      return Float64Array.from((kept.some((some) => some.length > 0) ? kept : times).flat()).toSorted();
    },
  };
}

/** Of numbers in order, the one below which a share of them lies. */
export const quantile = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;

export const median = (values: number[]): number =>
  quantile(
    values.toSorted((one, other) => one - other),
    0.5,
  );
