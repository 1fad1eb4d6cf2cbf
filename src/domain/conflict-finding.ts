import type { Seat } from "./assignment.ts";
import type { Edit } from "./conflict-facts.ts";
import { ruleOf, type ConflictMatter, type Finding, type Severity } from "./conflict.ts";
import type { Id } from "./id.ts";

/** What a finding was about in a few letters, of any length of text: FNV-1a over two halves. Not a secret, only never the same by chance. */
export function digestOf(text: string): string {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return `${(low >>> 0).toString(36)}${(high >>> 0).toString(36)}`;
}

export const assignedBy = ({ by, at, mine, studentId }: Seat): Edit => ({ what: "assigned", by, at, mine, studentId });

export interface About {
  severity: Severity;
  /** Whose it is; the rule is put before it. */
  ids: readonly string[];
  /** Of a warning: what a decision is about, so that it lapses when this is other. */
  about?: readonly (string | number | null)[];
  requestIds: Id[];
  studentIds?: Id[];
  edits?: readonly (Edit | null)[];
}

/** A finding of a matter, with its rule and its key. */
export function finding(matter: ConflictMatter, { severity, ids, about, requestIds, studentIds = [], edits = [] }: About): Finding {
  const rule = ruleOf[matter.kind];
  const whose = `${rule} ${ids.join(" ")}`;
  return {
    ...matter,
    key: about === undefined ? whose : `${whose} ${digestOf(about.join(" "))}`,
    rule,
    severity,
    requestIds,
    studentIds,
    edits: edits.filter((one) => one !== null).toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)),
  };
}
