import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import { isServer } from "solid-js/web";
import type { Id } from "#domain/id.ts";
import { fills, type Someone } from "#ui/parts/avatar.tsx";
import { openSheet, type SheetConnection } from "#ui/worksheet/connection.ts";

export interface SheetPresence {
  people: Accessor<Someone[]>;
  /** The colleague whose cursor is on a student, with the class of her colour. */
  at(studentId: Id): { name: string; fill: string } | undefined;
  enter(studentId: Id): void;
}

/** Who has the sheet's assignment open, and on which student: presence rides on the sheet's own socket, a student standing for a row. */
export function useSheetPresence(worksheetId: Accessor<Id>): SheetPresence {
  const [connection, setConnection] = createSignal<SheetConnection>();
  createEffect(() => {
    if (isServer) return;
    const opened = openSheet(worksheetId());
    setConnection(opened);
    onCleanup(() => opened.close());
  });
  const present = createMemo(() => connection()?.people() ?? []);
  return {
    people: () => present().map(({ person, me }) => ({ name: person.name, colour: person.colour, me })),
    at: (studentId) => {
      const found = present().find(({ cell, me }) => !me && cell?.rowId === studentId);
      return found && { name: found.person.name, fill: fills[found.person.colour] };
    },
    enter: (studentId) => connection()?.setCell({ rowId: studentId, column: "destination" }, false),
  };
}
