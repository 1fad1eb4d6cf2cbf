import { createEffect } from "solid-js";
import { useLocation } from "@solidjs/router";
import { openedAt, type HitKind } from "#domain/search.ts";

export interface Recent {
  kind: HitKind;
  id: string;
}

const most = 8;
const keyOf = (roleId: string) => `concerto.recent.${roleId}`;

/** What a role opened last on this browser: kinds and ids and nothing that names anybody, which the server says again to who may know. */
export function recentOf(roleId: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(roleId)) ?? "[]");
    return Array.isArray(kept) ? (kept as Recent[]).slice(0, most) : [];
  } catch {
    return [];
  }
}

export function remember(roleId: string, one: Recent): void {
  const others = recentOf(roleId).filter(({ kind, id }) => kind !== one.kind || id !== one.id);
  try {
    localStorage.setItem(keyOf(roleId), JSON.stringify([one, ...others].slice(0, most)));
  } catch {
    // Private windows may refuse: the box then has nothing recent to offer.
  }
}

/** Remembers each thing that is opened while the frame stands. */
export function useRecent(roleId: () => string | undefined): void {
  const location = useLocation();
  createEffect(() => {
    const [role, here] = [roleId(), openedAt(location.pathname)];
    if (role !== undefined && here !== null) remember(role, here);
  });
}
