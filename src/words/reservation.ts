import { writeWeekdays } from "#domain/weekdays.ts";
import { plural, words, writeClock, type Language } from "./words.ts";

interface Kept {
  by: string | null;
  agency: string | null;
  fromUnit: boolean;
  mine: boolean;
}

const whoFr = ({ by, agency, fromUnit, mine }: Kept): string =>
  mine ? "vous" : by ? `${by}${agency ? ` (${agency})` : ""}` : fromUnit && agency ? agency : "une autre école";
const whoEn = ({ by, agency, fromUnit, mine }: Kept): string =>
  mine ? "you" : by ? `${by}${agency ? ` (${agency})` : ""}` : fromUnit && agency ? agency : "another school";

/** Minutes and seconds that are left, read at a glance: « 14 min », « 40 s ». */
const left = (seconds: number): string => (seconds >= 60 ? `${Math.ceil(seconds / 60)}\u00A0min` : `${Math.max(0, seconds)}\u00A0s`);

/** A unit kept for some minutes while somebody arranges a place there. */
export const reservationWords = words(
  {
    title: "Réservation",
    kept: (of: Kept) => `Réservée par ${whoFr(of)}`,
    left: (seconds: number) => `encore ${left(seconds)}`,
    untilClock: (at: string) => `jusqu’à ${writeClock(at, "fr")}`,
    for: (days: string) => `pour ${days}`,
    take: "Réserver 15\u00A0min",
    takeHint: "Les autres voient que vous arrangez une place ici\u00A0; personne ne la prend pendant ce temps.",
    taken: "Unité réservée pour 15\u00A0minutes",
    prolong: "Prolonger",
    prolonged: "Réservation prolongée",
    release: "Libérer",
    released: "Réservation libérée",
    lapsed: "Votre réservation est terminée",
    mine: (count: number) => `Vos ${plural("fr", count, "réservation", "réservations")}`,
    despite: "Réacheminer malgré la réservation",
    despiteNeeded: "Cochez pour continuer, ou choisissez une autre unité.",
  },
  {
    title: "Reservation",
    kept: (of: Kept) => `Reserved by ${whoEn(of)}`,
    left: (seconds: number) => `${left(seconds)} left`,
    untilClock: (at: string) => `until ${writeClock(at, "en")}`,
    for: (days: string) => `for ${days}`,
    take: "Reserve for 15\u00A0min",
    takeHint: "Others see that you are arranging a place here; nobody takes it meanwhile.",
    taken: "Unit reserved for 15\u00A0minutes",
    prolong: "Prolong",
    prolonged: "Reservation prolonged",
    release: "Release",
    released: "Reservation released",
    lapsed: "Your reservation is over",
    mine: (count: number) => `Your ${plural("en", count, "reservation", "reservations")}`,
    despite: "Redirect despite the reservation",
    despiteNeeded: "Tick to go on, or choose another unit.",
  },
);

/** The days of a reservation in words. */
export const writeReserved = (of: { startsOn: string; endsOn: string; weekdays: number[] | null }, language: Language): string =>
  [`${of.startsOn} – ${of.endsOn}`, ...(of.weekdays ? [writeWeekdays(of.weekdays, language)] : [])].join(", ");
