import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CornerUpRight from "lucide-solid/icons/corner-up-right";
import Flag from "lucide-solid/icons/flag";
import Play from "lucide-solid/icons/circle-play";
import Send from "lucide-solid/icons/send-horizontal";
import Split from "lucide-solid/icons/split";
import X from "lucide-solid/icons/x";
import type { SeenStatus } from "#domain/request.ts";

/** Statuses as a wall tells them apart: seven families, each with its sign and colour. */
export const families = ["new", "sent", "redirected", "unit", "accepted", "confirmed", "declined", "cancelled"] as const;
export type Family = (typeof families)[number];

export const familyOf: Record<SeenStatus, Family> = {
  hidden: "sent",
  new: "new",
  "new-part": "new",
  "sent-held": "new",
  sent: "sent",
  "sent-paper": "sent",
  pending: "sent",
  reactivated: "sent",
  redirected: "redirected",
  "redirected-paper": "redirected",
  "redirected-auto": "redirected",
  "accepted-by-unit": "unit",
  "declined-by-unit": "unit",
  accepted: "accepted",
  confirmed: "confirmed",
  declined: "declined",
  cancelled: "cancelled",
};

export const signs = {
  new: CircleDashed,
  sent: Send,
  redirected: CornerUpRight,
  unit: Split,
  accepted: Check,
  confirmed: CheckCheck,
  declined: X,
  cancelled: Ban,
  start: Play,
  end: Flag,
} as const;

export const tones: Record<Family, string> = {
  new: "wall-tone-new",
  sent: "wall-tone-sent",
  redirected: "wall-tone-redirected",
  unit: "wall-tone-paper",
  accepted: "wall-tone-accepted",
  confirmed: "wall-tone-confirmed",
  declined: "wall-tone-declined",
  cancelled: "wall-tone-cancelled",
};

/** Requests of each family that there are any of, in the order of a request's life. */
export function byFamily(
  rows: readonly { key: SeenStatus; requests: number }[],
): { key: Family; requests: number; statuses: SeenStatus[] }[] {
  return families
    .map((key) => {
      const of = rows.filter((row) => familyOf[row.key] === key);
      return { key, requests: of.reduce((sum, row) => sum + row.requests, 0), statuses: of.map((row) => row.key) };
    })
    .filter(({ requests }) => requests > 0);
}
