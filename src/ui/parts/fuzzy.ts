import { fold } from "#domain/place.ts";

/**
 * How well a text answers what was typed: 0 for not at all. Words that begin with it beat words that hold it, and those
 * beat letters found in order (« bsort » for « Boîte de sortie »).
 */
export function fuzzyScore(text: string, typed: string): number {
  const [whole, wanted] = [fold(text), fold(typed)];
  if (wanted === "") return 1;
  if (whole.startsWith(wanted)) return 100;
  const words = wanted.split(" ");
  if (words.every((word) => whole.split(/[\s'’-]+/).some((part) => part.startsWith(word)))) return 80;
  if (words.every((word) => whole.includes(word))) return 60;
  let [at, gaps] = [-1, 0];
  for (const letter of wanted.replaceAll(" ", "")) {
    const next = whole.indexOf(letter, at + 1);
    if (next < 0) return 0;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return Math.max(1, 40 - gaps);
}
