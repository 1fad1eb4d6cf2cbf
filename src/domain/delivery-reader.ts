import type { Actor } from "./access.ts";
import type { Id } from "./id.ts";

const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * An organisation as a reader of its own requests, when no person asks: to write them into a PDF, or for a link it gave.
 * It acts for nobody and is never an event's author; what it reads is narrowed by who uses it.
 */
export const organisationReader = (of: { agencyId: Id; side: "placing" | "receiving" }): Actor => ({
  accountId: nobody,
  roleId: nobody,
  personId: nobody,
  agencyId: of.agencyId,
  kind: of.side === "placing" ? "placing-coordinator" : "receiving-coordinator",
  name: "",
  agencyName: "",
  agencyKind: of.side,
  everything: true,
  programmes: [],
  places: { sites: [], services: [], destinations: [] },
  withNames: true,
});
