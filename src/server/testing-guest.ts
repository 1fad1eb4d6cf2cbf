import { randomUUID } from "node:crypto";
import { tokenMailedTo } from "#db/testing-guest.ts";
import type { TestHospital } from "#db/testing-world.ts";
import type { Sql } from "#db/sql.ts";
import { callerAs, depsOver } from "./testing.ts";

export const today = new Date("2026-11-22T15:00:00Z");

/** A name of a school that no other test has. */
export const schoolCalled = (name: string): string => `${name} ${randomUUID().slice(0, 8)}`;

/** A student who signed. */
export const signed = (firstName: string, lastName: string, email = "") => ({ firstName, lastName, email, consentSignedOn: "2026-09-01" });

const contact = {
  id: null,
  firstName: "Anne",
  lastName: "Petit",
  title: "Enseignante",
  email: "anne@petite.example",
  phone: "418 555-0199",
};

/** What a coordinator types for a small school, at 4e Est of her hospital. */
export const entryAt = (hospital: TestHospital, more: object = {}) => ({
  school: { id: null as string | null, name: schoolCalled("Petite école") },
  contact,
  programme: "Ergothérapie",
  discipline: "Réadaptation",
  courseNumber: "",
  course: "Stage 2",
  kind: "group" as const,
  size: 3,
  place: { siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.eastId },
  comment: "Reçue par téléphone",
  schedule: {
    startsOn: "2027-02-01",
    endsOn: "2027-03-26",
    blocks: [],
    weekdays: [1, 2],
    startTime: "07:00",
    endTime: "15:00",
    shiftCode: null,
  },
  ...more,
});

/** A request handed over to a small school; the secret is in the mail and nowhere else. */
export async function handedTo(
  sql: Sql,
  hospital: TestHospital,
  more: { email?: string; school?: { id: string | null; name: string }; at?: Date } = {},
) {
  const call = callerAs(depsOver(sql), hospital.claire, more.at ?? today);
  const email = more.email ?? `anne-${randomUUID().slice(0, 8)}@petite.example`;
  const handed = await call.guest.handOver({
    school: more.school ?? { id: null, name: schoolCalled("Petite école") },
    contact: { ...contact, email },
    place: { siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.eastId },
    draft: { programme: "Ergothérapie" },
    language: "fr",
    message: "Merci !",
  });
  return { ...handed, token: await tokenMailedTo(sql, email) };
}

/** A draft with all that is needed, but for students. */
export const wholeDraft = {
  step: 5,
  contactName: "Anne Petit",
  contactTitle: "",
  contactPhone: "",
  programme: "Ergothérapie",
  discipline: "",
  courseNumber: "",
  course: "Stage 2",
  kind: "group" as const,
  size: "3",
  startsOn: "2027-02-01",
  endsOn: "2027-03-26",
  varied: false,
  weekdays: [2, 1],
  hoursBy: "times" as const,
  startTime: "7:00",
  endTime: "15:00",
  shiftCode: "",
  flexible: true,
  flexibleHow: "une semaine de plus ou de moins",
  students: [] as ReturnType<typeof signed>[],
  comment: "",
};
