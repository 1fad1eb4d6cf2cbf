import type * as Y from "yjs";
import { observeEdits } from "./edit.ts";

/** What became of an action that was to be taken back, or done again. */
export type TakenBack =
  | { outcome: "done"; /** Cells of it that a colleague has written over since: theirs stay. */ stayed: number }
  | { outcome: "nothing" }
  | { outcome: "superseded" };

const cells = Symbol("cells of the action");
/** The cells of each manager's last transaction; one that was not asked to remember has none. */
const lately = new WeakMap<Y.UndoManager, string[]>();

/** Remembers with each action which cells it wrote, so that taking it back can say which of them stayed. Until the manager is destroyed. */
export function rememberCells(manager: Y.UndoManager, doc: Y.Doc): void {
  const enter = ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }): void => {
    const known = (stackItem.meta.get(cells) as Set<string> | undefined) ?? new Set<string>();
    stackItem.meta.set(cells, known);
    for (const key of lately.get(manager) ?? []) known.add(key);
  };
  manager.on("stack-item-added", enter);
  manager.on("stack-item-updated", enter);
  const stop = observeEdits(doc, (edits) =>
    lately.set(
      manager,
      edits.map(({ rowId, column }) => `${rowId}\n${column}`),
    ),
  );
  const { destroy } = manager;
  manager.destroy = () => {
    stop();
    destroy.call(manager);
  };
}

/**
 * Takes back one action, or does one again. The library goes on to the action before when there is nothing left of the last one, and
 * would take back what nobody asked for: here it is offered that one alone. While it works it looks at the others, to know which of the
 * values in its way are this person's own.
 */
export function takeBack(manager: Y.UndoManager, doc: Y.Doc, direction: "undo" | "redo"): TakenBack {
  const name = direction === "undo" ? "undoStack" : "redoStack";
  const others = manager[name].slice(0, -1);
  const own = manager[name].at(-1);
  if (!own) return { outcome: "nothing" };
  const wrote = own.meta.get(cells) as Set<string> | undefined;
  lately.delete(manager);
  const begun = (): void => void (manager[name] = others);
  manager[name] = [own];
  doc.once("beforeTransaction", begun);
  try {
    const item = direction === "undo" ? manager.undo() : manager.redo();
    if (item === null) return { outcome: "superseded" };
    const changed = new Set(lately.get(manager));
    return { outcome: "done", stayed: [...(wrote ?? [])].filter((key) => !changed.has(key)).length };
  } finally {
    doc.off("beforeTransaction", begun);
    manager[name] = others;
  }
}
