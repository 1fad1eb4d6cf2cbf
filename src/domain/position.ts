import { z } from "zod";

/** A point on Earth in degrees (WGS 84): north and east are positive. */
export interface Point {
  latitude: number;
  longitude: number;
}
export const point = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });

/** What is wrong with a typed position: not two numbers, beyond the poles, the two the wrong way round, or a minus that was forgotten. */
export type PositionProblem = "unreadable" | "beyond" | "swapped" | "east";

/** Kilometres; the mean radius of the Earth. */
const radius = 6_371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Straight-line distance in kilometres over the sphere (haversine; within 0.5 % of the truth). */
export function distanceKm(one: Point, other: Point): number {
  const north = radians(other.latitude - one.latitude);
  const east = radians(other.longitude - one.longitude);
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(half)));
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** As precise as a home is kept: two decimals, about a kilometre (R427). */
export const approximate = ({ latitude, longitude }: Point): Point => ({
  latitude: rounded(latitude, 2),
  longitude: rounded(longitude, 2),
});
/** As precise as a site is kept: five decimals, about a metre. */
export const precise = ({ latitude, longitude }: Point): Point => ({ latitude: rounded(latitude, 5), longitude: rounded(longitude, 5) });

/** Where Québec, its neighbours and their placements are: what lies outside is asked about before it is believed. */
const inAmerica = ({ latitude, longitude }: Point): boolean => latitude > 15 && latitude < 84 && longitude > -170 && longitude < -50;

const number = /^([+-])?\s*(\d{1,3}(?:[.,]\d+)?)\s*°?\s*([nsewo])?$/i;

/** One coordinate; its letter, when it has one, says which side and which of the two it is. */
function readOne(text: string): { value: number; letter: string } | null {
  const found = number.exec(text.trim());
  if (!found) return null;
  const [, sign, digits = "", letter = ""] = found;
  const side = letter.toLowerCase();
  const value = Number(digits.replace(",", "."));
  return { value: sign === "-" || side === "s" || side === "w" || side === "o" ? -value : value, letter: side };
}

/** The two halves: after a semicolon, after the comma that no digit of the first number follows, or at the space between. */
function halves(text: string): [string, string] | null {
  const of = (parts: string[]): [string, string] | null => {
    const [first, second] = parts;
    return parts.length === 2 && first !== undefined && second !== undefined ? [first, second] : null;
  };
  if (text.includes(";")) return of(text.split(";"));
  return of(text.split(/,\s+|(?<=[\d°nsewo])\s+(?=[+-]?\s*\d)/i)) ?? of(text.split(","));
}

/**
 * A position as people have it: « 46.8139, -71.2080 » as a map gives it, « 46,8139 ; -71,2080 », « 46.8139° N, 71.2080° O », or a map's
 * whole address (`…/@46.8139,-71.2080,15z`). A pair that only makes sense the other way round, or without its minus, is not guessed at.
 */
export function readPosition(typed: string): { point: Point } | { problem: PositionProblem } {
  const [, ...inMap] = /@(-?\d+\.\d+),(-?\d+\.\d+)/.exec(typed) ?? [];
  const pair = inMap.length === 2 ? inMap : halves(typed.trim());
  const first = pair?.[0] === undefined ? null : readOne(pair[0]);
  const second = pair?.[1] === undefined ? null : readOne(pair[1]);
  if (!first || !second) return { problem: "unreadable" };
  if ("ewo".includes(first.letter || "-") || "ns".includes(second.letter || "-")) return { problem: "swapped" };
  const at: Point = { latitude: first.value, longitude: second.value };
  const said = first.letter !== "" && second.letter !== "";
  if (!said && !inAmerica(at)) {
    if (inAmerica({ latitude: at.longitude, longitude: at.latitude })) return { problem: "swapped" };
    if (inAmerica({ ...at, longitude: -at.longitude })) return { problem: "east" };
  }
  return point.safeParse(at).success ? { point: precise(at) } : { problem: "beyond" };
}

/** « 46.81390, -71.20800 »: read back by `readPosition`, and by any map. */
export const writePosition = ({ latitude, longitude }: Point, decimals = 5): string =>
  `${latitude.toFixed(decimals)}, ${longitude.toFixed(decimals)}`;
