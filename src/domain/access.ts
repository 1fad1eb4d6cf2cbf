import type { Id } from "./id.ts";

/** Roles people of an organisation's directory hold (F-013). One account may hold several, here and elsewhere. */
export const staffKinds = [
  "placing-coordinator",
  "receiving-coordinator",
  "destination-coordinator",
  "course-leader",
  "instructor",
  "supervisor",
  "student-administrator",
  "local-administrator",
  "observer",
] as const;
export type StaffKind = (typeof staffKinds)[number];

/** Every kind of role. A student is in no directory: whoever lists, invites or gives roles means `staffKinds`. */
export const roleKinds = [...staffKinds, "student"] as const;
export type RoleKind = (typeof roleKinds)[number];

/** The places a receiving role covers: everything, or those listed (a site covers its services, a service its destinations). */
export interface PlaceRights {
  sites: Id[];
  services: Id[];
  destinations: Id[];
}

/** Who asks: a role of an account at an organisation, with what it covers. Every query takes one. */
export interface Actor {
  accountId: Id;
  roleId: Id;
  /** Her entry in the directory; a student, who has none, bears her own id of the register here too. */
  personId: Id;
  /** A student's id in her school's register; absent for everyone else. */
  studentId?: Id;
  agencyId: Id;
  kind: RoleKind;
  /** As the directory has it, for history and presence. */
  name: string;
  agencyName: string;
  agencyKind: "placing" | "receiving" | "both";
  /** Every programme and place of the organisation, or only those of `programmes` and `places`. */
  everything: boolean;
  programmes: Id[];
  places: PlaceRights;
  /** False for an observer who follows the work without learning who the students are (F-208). */
  withNames: boolean;
}

/** What can be done, each by the roles named: the whole of who may what, in one table. */
export const grants = {
  "people.see": ["local-administrator", "placing-coordinator", "receiving-coordinator", "observer"],
  "people.manage": ["local-administrator"],
  // the coded reasons of one's own organisation (F-186)
  "reason.manage": ["local-administrator"],
  "history.see": staffKinds,
  "catalogue.see": staffKinds,
  // questions of one's own that tell when they become true; each is asked by who may look for herself
  "watch.own": [
    "placing-coordinator",
    "course-leader",
    "instructor",
    "receiving-coordinator",
    "destination-coordinator",
    "local-administrator",
    "observer",
  ],
  "catalogue.manage": ["receiving-coordinator", "local-administrator"],
  // a school keeps the records of organisations that do not use the system (2.6, F-025)
  "non-user-catalogue.manage": ["placing-coordinator", "local-administrator"],
  // what a place says of itself: whoever keeps or covers it, a school where it does not use the system (2.6)
  "profile.edit": ["receiving-coordinator", "destination-coordinator", "placing-coordinator", "local-administrator"],
  // either side reads its agreements, whoever coordinates or administers keeps them (2.29)
  "agreement.see": ["placing-coordinator", "receiving-coordinator", "local-administrator", "observer"],
  "agreement.manage": ["placing-coordinator", "receiving-coordinator", "local-administrator"],
  // whether a school tells those of its zone where its groups are, and is told (2.1)
  "zone.see": ["placing-coordinator", "local-administrator"],
  "zone.manage": ["local-administrator"],
  "programme.see": ["placing-coordinator", "course-leader", "instructor", "student-administrator", "local-administrator", "observer"],
  "programme.manage": ["placing-coordinator", "local-administrator"],
  "student.see": ["placing-coordinator", "course-leader", "student-administrator", "local-administrator", "observer"],
  "student.manage": ["placing-coordinator", "student-administrator"],
  "worksheet.see": ["placing-coordinator", "course-leader", "observer"],
  "worksheet.edit": ["placing-coordinator"],
  "request.see": [
    "placing-coordinator",
    "course-leader",
    "instructor",
    "receiving-coordinator",
    "destination-coordinator",
    "supervisor",
    "observer",
  ],
  // how full one's own places are, in counts (F-194); who is there is asked as requests are
  "occupancy.see": ["receiving-coordinator", "destination-coordinator", "local-administrator", "observer"],
  "request.send": ["placing-coordinator"],
  "request.answer": ["receiving-coordinator"],
  // what is sent on paper, by either side: PDFs, mails, answer links
  "delivery.manage": ["placing-coordinator", "receiving-coordinator"],
  "request.answer-for-unit": ["receiving-coordinator", "destination-coordinator"],
  // to keep a unit for some minutes while one arranges a place there
  "place.reserve": ["placing-coordinator", "receiving-coordinator", "destination-coordinator"],
  // who of the receiving side goes with the students; the school for a place that does not use the system (K16)
  "supervision.manage": ["receiving-coordinator", "destination-coordinator", "placing-coordinator"],
  "supervision.own": ["supervisor"],
  "call.see": ["placing-coordinator", "course-leader", "receiving-coordinator", "destination-coordinator", "observer"],
  "call.send": ["placing-coordinator"],
  // an organisation or one of its units; the school for one that does not use the system (F-176)
  "call.offer": ["receiving-coordinator", "destination-coordinator", "placing-coordinator"],
  "call.decline": ["receiving-coordinator", "placing-coordinator"],
  "assignment.see": ["placing-coordinator", "course-leader", "observer"],
  "assignment.manage": ["placing-coordinator"],
  // what students of a course chose themselves, and the hours in which they may (F-234, F-235)
  "choice.see": ["placing-coordinator", "course-leader", "student-administrator", "observer"],
  "choice.manage": ["placing-coordinator"],
  // what there is room for and what is wanted of it, in counts, over the catalogue or one's own places (H-2 rank 13)
  "supply.see": ["placing-coordinator", "receiving-coordinator", "destination-coordinator", "local-administrator", "observer"],
  // how an organisation's places are shared among schools; whether each school sees the others by name is the organisation's
  "sharing.see": ["placing-coordinator", "receiving-coordinator", "local-administrator", "observer"],
  "sharing.manage": ["receiving-coordinator", "local-administrator"],
  // what walls show, and the displays that show it
  "board.see": ["placing-coordinator", "receiving-coordinator", "local-administrator", "observer"],
  "board.manage": ["placing-coordinator", "receiving-coordinator", "local-administrator"],
  // a student, about herself alone: everything she may do at all
  "choice.own": ["student"],
} as const satisfies Record<string, readonly RoleKind[]>;
export type Action = keyof typeof grants;

/** What is nothing but students by name: an observer without names has no use for it, and its very order would tell (F-208). */
const aboutNames: readonly Action[] = ["student.see", "assignment.see", "choice.see"];

/** True when the actor's role is granted the action; what it covers is filtered in SQL, by programme and by place. */
export const can = (actor: Pick<Actor, "kind" | "withNames">, action: Action): boolean =>
  (grants[action] as readonly RoleKind[]).includes(actor.kind) && (actor.withNames || !aboutNames.includes(action));
