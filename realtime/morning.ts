/** From this hour of the day in Québec mail that can wait for the day is written: with the day's first mail, not in the night (7.4). */
const FROM_HOUR = 7;
const hourIn = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Toronto", hour: "2-digit", hourCycle: "h23" });

/** False in the night, when nobody is to be written to about the day that begins. */
export const hasDayBegun = (at: Date): boolean => Number(hourIn.format(at)) >= FROM_HOUR;
