import { fold } from "#domain/place.ts";
import type { Column } from "#domain/worksheet.ts";

export type SortColumn = Column | "status";
export type Sorted = { column: SortColumn; down: boolean } | null;
export type Filters = Partial<Record<SortColumn, string>>;
export type TextOf = (id: string, column: SortColumn) => string;

const collator = new Intl.Collator("fr-CA", { numeric: true, sensitivity: "base" });

/** The columns on which an arrangement depends. */
export const columnsOf = ({ sorted, filters }: { sorted: Sorted; filters: Filters }): SortColumn[] => [
  ...(sorted ? [sorted.column] : []),
  ...(Object.entries(filters) as [SortColumn, string][]).flatMap(([column, text]) => (text === "" ? [] : [column])),
];

/**
 * Rows that pass the filters, in the order asked for; numbers sort as numbers, empty cells come last, equals stay in the sheet's order.
 * Ten thousand rows say few different things: those are compared as words once, the rows by number.
 */
export function arrange(ids: readonly string[], how: { sorted: Sorted; filters: Filters; textOf: TextOf }): string[] {
  const { sorted, textOf } = how;
  const wanted = (Object.entries(how.filters) as [SortColumn, string][]).flatMap(([column, text]) =>
    text === "" ? [] : [{ column, text: fold(text), passes: new Map<string, boolean>() }],
  );
  const kept = ids.filter((id) =>
    wanted.every(({ column, text, passes }) => {
      const of = textOf(id, column);
      let pass = passes.get(of);
      if (pass === undefined) passes.set(of, (pass = fold(of).includes(text)));
      return pass;
    }),
  );
  if (sorted === null) return kept;
  const texts = new Map(kept.map((id) => [id, textOf(id, sorted.column)]));
  const different = [...new Set(texts.values())].filter((text) => text !== "").sort(collator.compare);
  if (sorted.down) different.reverse();
  const place = new Map<string, number>();
  let at = 0;
  for (const [index, text] of different.entries()) {
    if (index > 0 && collator.compare(different[index - 1] ?? "", text) !== 0) at += 1;
    place.set(text, at);
  }
  const placeOf = (id: string) => place.get(texts.get(id) ?? "") ?? Number.MAX_SAFE_INTEGER;
  return kept.toSorted((one, other) => placeOf(one) - placeOf(other));
}
