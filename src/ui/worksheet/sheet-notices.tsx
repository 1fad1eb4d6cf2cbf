import { createResource, For, Show } from "solid-js";
import { isServer } from "solid-js/web";
import { isColumn, type Column } from "#domain/worksheet.ts";
import type { CellEdit } from "#sheet/edit.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { connectionWords } from "#words/connection.ts";
import { worksheetWords } from "#words/worksheet.ts";
import type { SheetConnection } from "./connection.ts";
import { unsentEdits } from "./connection-drafts.ts";

/** Why the sheet stopped being live, what is kept, and what to do. */
export function Refused(props: { why: string; connection: SheetConnection }) {
  const w = useWords(connectionWords);
  const say = () => w().remedy;
  const known = () => (props.why in w().refused ? (props.why as keyof ReturnType<typeof w>["refused"]) : "other");
  const waiting = () => props.connection.unsaved();
  const comesBack = () => known() === "signedOut" || known() === "tooMany";
  return (
    <Notice
      kind="danger"
      title={say().title}
      class="m-4"
      actions={
        <>
          <Show when={known() === "signedOut"}>
            <Button onClick={() => location.assign(`/connexion?vers=${encodeURIComponent(location.pathname + location.search)}`)}>
              {say().signIn}
            </Button>
          </Show>
          <Show when={comesBack()}>
            <Button kind="primary" onClick={() => props.connection.again()}>
              {say().again}
            </Button>
          </Show>
          <Show when={known() === "gone" || known() === "notFound"}>
            <ButtonLink href="/cohortes">{say().toCohorts}</ButtonLink>
          </Show>
          <Show when={!comesBack() && !["notFound", "gone", "notAllowed"].includes(known())}>
            <Button kind="primary" onClick={() => location.reload()}>
              {say().reload}
            </Button>
          </Show>
        </>
      }
    >
      {say()[known()]}{" "}
      <Show when={waiting() > 0 && !["notFound", "gone"].includes(known())}>
        {props.connection.drafts() === "kept" ? say().kept(waiting()) : say().notKept(waiting())}
      </Show>
    </Notice>
  );
}

/** What was typed and has no place to go: shown with the way to take it elsewhere. */
export function Stranded(props: { edits: CellEdit[]; why: "row" | "sheet" | "right"; onDismiss?: () => void }) {
  const w = useWords(connectionWords);
  const names = useWords(worksheetWords);
  const cells = () => props.edits.filter(({ column }) => isColumn(column));
  const rows = () => [...Map.groupBy(cells(), ({ rowId }) => rowId).values()];
  const nameOf = (column: string) => names().columns[column as Column];
  const asText = () =>
    rows()
      .map((row) => row.map(({ column, text }) => `${nameOf(column)}\t${text ?? ""}`).join("\n"))
      .join("\n\n");
  const copy = async () => {
    await navigator.clipboard.writeText(asText());
    toast({ kind: "done", text: w().stranded.copied });
  };
  return (
    <Show when={cells().length > 0}>
      <Notice
        kind="warn"
        class="m-4"
        title={w().stranded.title(cells().length)}
        actions={
          <>
            <Button onClick={() => void copy()}>{w().stranded.copy}</Button>
            <Show when={props.onDismiss}>{(dismiss) => <Button onClick={() => dismiss()()}>{w().stranded.dismiss}</Button>}</Show>
          </>
        }
      >
        <p>{{ row: w().stranded.text, sheet: w().stranded.goneText, right: w().stranded.readOnlyText }[props.why]}</p>
        <ul class="mt-1.5 flex max-h-40 flex-col gap-1 overflow-auto">
          <For each={rows()}>
            {(row) => (
              <li>
                <For each={row}>
                  {({ column, text }, at) => (
                    <>
                      {at() > 0 ? ", " : ""}
                      <span class="text-muted">{nameOf(column)}</span> <strong class="font-medium">{text ?? w().stranded.emptied}</strong>
                    </>
                  )}
                </For>
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}

/** What this person typed on a sheet that can no longer be opened, from this machine's own drafts. */
export function StrandedDrafts(props: { sheetId: string }) {
  const me = useMe();
  const [edits] = createResource(
    () => (isServer ? null : (me.data?.account.id ?? null)),
    (person) => unsentEdits(person, props.sheetId),
    { initialValue: [] },
  );
  return <Stranded edits={edits.latest} why="sheet" />;
}
