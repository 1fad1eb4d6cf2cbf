/** How a student stands in a cohort-course (2.14): in it, excused from this course only, or out of the cohort. */
export const enrolmentStates = ["enrolled", "waived", "withdrawn"] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

/** The worksheet a student was copied to: the marks Grp and Indiv (F-094). */
export const copyTargets = ["group", "individual"] as const;
export type CopyTarget = (typeof copyTargets)[number];

/** The number a fictitious student gets (F-068): `FICTIF-3`; unique like any other, and plainly not a real one. */
export const fictitiousNumber = (count: number): string => `FICTIF-${count}`;
export const isFictitiousNumber = (number: string): boolean => /^FICTIF-\d+$/.test(number);
