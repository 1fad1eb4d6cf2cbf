import type { Bucket, Target } from "./time-state.ts";

/**
 * The slider's axis: stretches in which something was done stand side by side, each as wide as another, so that nights and holidays
 * take no room; after them a last stretch is the present. Places go from 0 to 1.
 */
export interface Axis {
  /** Where a moment lies; the present is 1. */
  placeOf(moment: { id: number; at: string } | null): number;
  /** What is at a place; null: the present. */
  targetAt(place: number): Target | null;
  /** Stretches as drawn: where each begins, how wide, and how much was done, from 0 to 1. */
  bars: { left: number; width: number; height: number }[];
  /** Where a day begins. */
  days: { day: string; left: number }[];
}

/** The present's share of the axis. */
const now = 0.03;
const between = (from: string, to: string, share: number): string =>
  new Date(Date.parse(from) + (Date.parse(to) - Date.parse(from)) * share).toISOString();

export function axisOf(buckets: readonly Bucket[]): Axis {
  const width = buckets.length === 0 ? 0 : (1 - now) / buckets.length;
  // by its root: a paste of ten thousand cells does not make an afternoon's typing invisible
  const most = Math.max(1, ...buckets.map(({ edits }) => Math.sqrt(edits)));
  const days: Axis["days"] = [];
  for (const [index, { day }] of buckets.entries()) if (days.at(-1)?.day !== day) days.push({ day, left: index * width });
  return {
    bars: buckets.map(({ edits }, index) => ({ left: index * width, width, height: Math.max(0.08, Math.sqrt(edits) / most) })),
    days,
    placeOf: (moment) => {
      if (moment === null) return 1;
      const index = buckets.findLastIndex(({ from }) => from <= moment.id);
      const bucket = buckets[index];
      if (!bucket) return 0;
      const length = Date.parse(bucket.ended) - Date.parse(bucket.began);
      const share = length > 0 ? Math.max(0, Math.min(1, (Date.parse(moment.at) - Date.parse(bucket.began)) / length)) : 0.5;
      return (index + share) * width;
    },
    targetAt: (place) => {
      if (place >= 1 - now / 2 || buckets.length === 0) return null;
      const index = Math.min(buckets.length - 1, Math.max(0, Math.floor(place / width)));
      const bucket = buckets[index];
      if (!bucket) return null;
      // the first instant of a stretch holds its first edit, the last one its last
      const share = Math.min(1, Math.max(0, place / width - index));
      if (share > 0.97) return { after: bucket.upto };
      return { afterInstant: between(bucket.began, bucket.ended, share) };
    },
  };
}
