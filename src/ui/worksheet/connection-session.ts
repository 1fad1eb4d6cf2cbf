import { HocuspocusProvider } from "@hocuspocus/provider";
import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { newPageDoc } from "#sheet/doc.ts";
import { observeEdits, type CellEdit } from "#sheet/edit.ts";
import { documentName, helloToken, sheetNotice, type SheetNotice } from "#sheet/protocol.ts";
import type { SheetLink } from "./connection-link.ts";

/** One document of the sheet with its provider: one for each epoch of it that the page sees. */
export interface Session {
  doc: Y.Doc;
  awareness: Awareness;
  provider: HocuspocusProvider;
  /** As the server said; null until it has. */
  epoch: number | null;
  stop(): void;
}

export interface SessionHooks {
  /** An edit of this page, before it is sent. */
  wrote(session: Session, update: Uint8Array, edits: CellEdit[]): void;
  authenticated(scope: string): void;
  synced(session: Session): void;
  noticed(session: Session, notice: SheetNotice): void;
  closed(code: number): void;
  peopleChanged(session: Session): void;
}

/** A new, empty document on the link; `provider.attach()` begins its talk with the server. */
export function beginSession(worksheetId: Id, { link, hooks }: { link: SheetLink; hooks: SessionHooks }): Session {
  const doc = newPageDoc();
  const awareness = new Awareness(doc);
  let edits: CellEdit[] = [];
  observeEdits(doc, (found) => (edits = found));
  // Before the provider listens: what it sends is entered by then.
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    const own = edits;
    edits = [];
    if (origin !== session.provider) hooks.wrote(session, update, own);
  });
  const session: Session = {
    doc,
    awareness,
    epoch: null,
    provider: new HocuspocusProvider({
      name: documentName(worksheetId),
      document: doc,
      awareness,
      websocketProvider: link,
      token: () => helloToken(session.epoch),
      onAuthenticated: ({ scope }) => hooks.authenticated(scope),
      onSynced: () => hooks.synced(session),
      onStateless({ payload }) {
        const { data: notice } = sheetNotice.safeParse(JSON.parse(payload));
        if (!notice) return;
        if (notice.kind === "you") session.epoch = notice.epoch;
        hooks.noticed(session, notice);
      },
      onClose: ({ event }) => hooks.closed(event.code),
      onAwarenessChange: () => hooks.peopleChanged(session),
    }),
    stop() {
      session.provider.destroy();
      doc.destroy();
    },
  };
  return session;
}
