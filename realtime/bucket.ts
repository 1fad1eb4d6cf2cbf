/** So many a second, and more at once after a rest. */
export interface Bucket {
  /** Takes one; false when there is none left. */
  take(): boolean;
  /** Milliseconds until there is one again. */
  wait(): number;
}

export function makeBucket({
  perSecond,
  burst,
  now = () => performance.now(),
}: {
  perSecond: number;
  burst: number;
  now?: () => number;
}): Bucket {
  let left = burst;
  let at = now();
  const fill = () => {
    const time = now();
    left = Math.min(burst, left + ((time - at) / 1_000) * perSecond);
    at = time;
  };
  return {
    take() {
      fill();
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    wait() {
      fill();
      return left >= 1 ? 0 : Math.ceil(((1 - left) / perSecond) * 1_000);
    },
  };
}
