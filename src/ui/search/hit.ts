import type { Component } from "solid-js";
import Building from "lucide-solid/icons/building";
import ClipboardList from "lucide-solid/icons/clipboard-list";
import FileText from "lucide-solid/icons/file-text";
import GraduationCap from "lucide-solid/icons/graduation-cap";
import Megaphone from "lucide-solid/icons/megaphone";
import BookOpen from "lucide-solid/icons/book-open";
import User from "lucide-solid/icons/user";
import Users from "lucide-solid/icons/users";
import type { Hit, HitKind } from "#domain/search.ts";
import { searchWords } from "#words/search.ts";
import { inWords, type Language } from "#words/words.ts";
import type { ShownStatus } from "#ui/parts/status-chip.tsx";

/** An icon as lucide draws it. */
export type HitIcon = Component<{ size?: number; class?: string; "aria-hidden"?: "true" }>;
export const hitIcons: Record<HitKind, HitIcon> = {
  request: FileText,
  worksheet: ClipboardList,
  cohort: Users,
  student: GraduationCap,
  place: Building,
  person: User,
  call: Megaphone,
  programme: BookOpen,
};

/** Kinds in the address of the page of results. */
export const kindSlugs: Record<HitKind, string> = {
  request: "demandes",
  worksheet: "fiches",
  cohort: "cohortes",
  student: "etudiants",
  place: "milieux",
  person: "personnes",
  call: "appels",
  programme: "programmes",
};

export interface ShownHit {
  words: string;
  detail: string;
  href: string;
  status: ShownStatus | null;
}

const joined = (...parts: (string | null | false)[]) => parts.filter((part) => typeof part === "string" && part !== "").join(" · ");

/** A hit as it is read, and where it opens. */
export function shownHit(hit: Hit, language: Language): ShownHit {
  const w = inWords(searchWords, language).hit;
  const status = null;
  switch (hit.kind) {
    case "request":
      return {
        words: joined(w.request(hit.reference), hit.place),
        detail: joined(hit.list === "inbox" && hit.school, hit.course, hit.cohort, w.days(hit.startsOn, hit.endsOn)),
        href: `/${hit.list === "outbox" ? "sorties" : "demandes"}/${hit.id}`,
        status: hit.status,
      };
    case "worksheet":
      return { words: joined(hit.course, hit.cohort), detail: joined(w.sheet[hit.sheet], hit.term), href: `/fiches/${hit.id}`, status };
    case "cohort":
      return { words: hit.name, detail: joined(hit.programme, !hit.active && w.inactive), href: `/cohortes/${hit.id}`, status };
    case "student":
      return hit.coming === null
        ? { words: hit.name, detail: hit.number === null ? "" : w.number(hit.number), href: `/etudiants/${hit.id}`, status }
        : {
            words: hit.name,
            detail: w.coming(hit.coming.place, hit.coming.startsOn, hit.coming.endsOn),
            href: `/demandes/${hit.id}`,
            status,
          };
    case "place":
      return {
        words: hit.name,
        detail: joined(w.level[hit.level], hit.path, hit.formerly !== null && w.formerly(hit.formerly), hit.retired && w.retired),
        href: `/milieux/${hit.id}`,
        status,
      };
    case "person":
      return { words: hit.name, detail: joined(hit.title, !hit.active && w.left), href: `/personnes/${hit.id}`, status };
    case "call":
      return {
        words: joined(w.call(hit.number), hit.course),
        detail: joined(hit.school, hit.cohort, hit.closed && w.closed),
        href: `/appels/${hit.id}`,
        status,
      };
    case "programme":
      return {
        words: hit.name,
        detail: joined(hit.course !== null && w.course(hit.course), hit.retired && w.retired),
        href: `/programmes/${hit.id}`,
        status,
      };
  }
}
