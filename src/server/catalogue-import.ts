import { createHash, randomUUID } from "node:crypto";
import type { Actor } from "#domain/access.ts";
import { importFields, linesOf, mapHeader, type ImportLine, type ImportPlan, type ImportTexts } from "#domain/catalogue-import.ts";
import { planImport } from "#domain/catalogue-plan.ts";
import { mayAddAgency, mayImportCatalogue, mayKeep } from "#domain/catalogue.ts";
import type { NewEvent } from "#domain/event.ts";
import { refuse } from "#domain/refusal.ts";
import { listCatalogueReaders } from "#db/catalogue.ts";
import { listKnownPlaces, lockImport, writeImport } from "#db/catalogue-import.ts";
import type { Query } from "#db/sql.ts";
import { act } from "./act.ts";
import type { Context } from "./context.ts";
import { readTable } from "./table-file.ts";

type ActorContext = Context & { actor: Actor };

/** What the plan says it does, as one short text: a commit that would do anything else is refused. */
const digestOf = (plan: ImportPlan): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        plan.lines.map(({ number, outcome, creates, changes, problems, notYours }) => [
          number,
          outcome,
          creates,
          changes,
          problems,
          notYours,
        ]),
      ),
    )
    .digest("base64url");

async function planFor(sql: Query, actor: Actor, lines: ImportLine[]): Promise<ImportPlan> {
  const known = await listKnownPlaces(sql, actor);
  return planImport(lines, { ...known, keeps: (place) => mayKeep(actor, place), mayAddAgency: mayAddAgency(actor), newId: randomUUID });
}

/** Reads a file of places and says what each line would do. */
export async function checkImport(ctx: ActorContext, form: FormData) {
  if (!mayImportCatalogue(ctx.actor)) refuse({ code: "not-allowed" });
  const file = form.get("file");
  if (!(file instanceof File)) return refuse({ code: "file-unreadable", why: "kind" });
  const table = await readTable(new Uint8Array(await file.arrayBuffer()), file.name);
  const { columns, missing } = mapHeader(table.header);
  const facts = { fileName: file.name, header: table.header, columns, missing };
  if (missing.length > 0) return { ...facts, lines: [], counts: { new: 0, changed: 0, unchanged: 0, refused: 0 }, digest: "" };
  const plan = await planFor(ctx.sql, ctx.actor, linesOf(table.rows, columns));
  return { ...facts, lines: plan.lines, counts: plan.counts, digest: digestOf(plan) };
}

/** Writes what the check showed. The lines come back as texts, in the order of `importFields`; everything is judged again. */
export async function commitImport(
  ctx: ActorContext,
  input: { fileName: string; digest: string; lines: { number: number; texts: string[] }[] },
) {
  if (!mayImportCatalogue(ctx.actor)) refuse({ code: "not-allowed" });
  const lines = input.lines.map(({ number, texts }) => ({
    number,
    texts: Object.fromEntries(importFields.map((field, at) => [field, texts[at] ?? ""])) as ImportTexts,
  }));
  return act(ctx, async (tx) => {
    await lockImport(tx);
    const plan = await planFor(tx, ctx.actor, lines);
    if (digestOf(plan) !== input.digest) refuse({ code: "import-changed", rows: plan.lines.length });
    await writeImport(tx, ctx.actor, plan.writes);
    return { value: { counts: plan.counts }, events: await eventsOf(tx, plan, input.fileName) };
  });
}

/** History follows a place up to this many in one import; beyond, its organisation's entry names the file. */
const mostFollowed = 500;

/** One event per organisation, found from each place it touched. */
async function eventsOf(tx: Query, plan: ImportPlan, file: string): Promise<NewEvent[]> {
  const { writes } = plan;
  const readers = await listCatalogueReaders(tx);
  const touched = Map.groupBy(
    [
      ...writes.agencies.map(({ id }) => ({ id, agencyId: id })),
      ...[writes.sites, writes.services, writes.destinations, writes.changedDestinations, writes.flags, writes.changedPeople].flat(),
    ],
    ({ agencyId }) => agencyId,
  );
  return [...touched].map(([agencyId, things]) => ({
    kind: "catalogue.imported",
    agencyIds: [...readers, agencyId],
    about: agencyId,
    within: things.slice(0, mostFollowed).map(({ id }) => id),
    facts: { file, rows: things.length },
  }));
}
