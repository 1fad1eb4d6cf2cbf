import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { Telling } from "#domain/notice.ts";
import type { Tx } from "#db/sql.ts";
import { insertTold, type JudgedWatch } from "#db/watch-judge.ts";
import { listNamedIn, type ToldItem } from "#db/watch.ts";
import { tellAccounts } from "#server/notice-tell.ts";
import { idsNamedIn } from "#server/watch-question.ts";
import type { Found } from "#server/watch-whole.ts";
import { writeQuestion, writeTold } from "#words/watch-sentence.ts";
import { watchWords } from "#words/watch.ts";
import { inWords, type Language } from "#words/words.ts";
import type { Verdict } from "./watch-judge.ts";

/** As many things are kept of one telling; the rest are a number. */
const mostKept = 20;

/** Where what became true is seen, and dealt with: the thing itself where it is one. */
function hrefOf(
  watch: JudgedWatch,
  of: { items: ToldItem[]; placing: boolean },
): { href: string; action: keyof typeof watchWords.fr.action } {
  const [first, ...more] = of.items;
  const whole = { href: `/veilles?veille=${watch.id}`, action: "several" as const };
  if (!first || first.id === null || (more.length > 0 && watch.question.kind !== "place")) return whole;
  switch (watch.question.kind) {
    case "room":
    case "place":
      return { href: `/milieux/${first.id}`, action: watch.question.kind };
    case "request":
      return { href: `/${of.placing ? "sorties" : "demandes"}/${first.id}`, action: "request" };
    case "conflict":
      return { href: `/fiches/${first.id}/affectation`, action: "conflict" };
  }
}

/** Tells the owners, and says of the watches that are others than they were that they are. `cause` tells what the same watch is told apart by. */
export async function tell(tx: Tx, verdict: Verdict, of: { seq: number; at: Date; cause: string }): Promise<NewEvent[]> {
  const { actors, changed } = verdict;
  const found = verdict.found.filter(({ watch }) => actors.has(watch.roleId));
  const tellings: Telling[] = [];
  const names = new Map<Id, Map<Id, string>>();
  for (const { watch, items } of found) {
    const actor = actors.get(watch.roleId);
    const [first] = items;
    if (!actor || !first) continue;
    let known = names.get(actor.roleId);
    if (!known) {
      const hers = found.filter((one) => one.watch.roleId === actor.roleId);
      names.set(actor.roleId, (known = await listNamedIn(tx, actor, [...new Set(hers.flatMap((one) => idsNamedIn(one.watch.question)))])));
    }
    const said = Object.fromEntries(known);
    const opens = watch.question.kind === "place" && watch.question.on === "opens";
    const { href, action } = hrefOf(watch, { items, placing: actor.agencyKind !== "receiving" });
    const inBoth = (write: (language: Language) => string) => ({ fr: write("fr"), en: write("en") });
    tellings.push({
      kind: "watch",
      accountId: watch.accountId,
      agencyId: watch.agencyId,
      roleId: watch.roleId,
      cause: `watch:${watch.id}:${of.cause}`,
      seq: of.seq,
      ...(watch.mail ? { mail: "at-once" as const } : {}),
      facts: {
        title: inBoth((language) => writeTold({ kind: watch.question.kind, first, count: items.length, opens }, language)),
        text: inBoth((language) => writeQuestion(watch.question, said, language)),
        href,
        action: inBoth((language) => inWords(watchWords, language).action[action]),
      },
    });
  }
  if (found.length > 0) await insertTold(tx, { told: found.map(toldOf), seq: of.seq, at: of.at });
  const moved = await tellAccounts(tx, of.at, tellings);
  const others = [...changed, ...found.map(({ watch }) => watch)];
  if (others.length === 0) return moved;
  const [one] = others;
  const accountIds = [...new Set(others.map(({ accountId }) => accountId))];
  return [
    ...moved,
    {
      kind: "watch.judged",
      agencyIds: [...new Set(others.map(({ agencyId }) => agencyId))],
      about: one?.id ?? "",
      facts: { accountIds },
    },
  ];
}

const toldOf = ({ watch, items }: Found) => ({
  agencyId: watch.agencyId,
  watchId: watch.id,
  count: items.length,
  items: items.slice(0, mostKept),
});
