import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import type { Point } from "#domain/position.ts";
import { answerOf } from "#ui/answer.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { positionWords } from "#words/position.ts";

interface PositionKept {
  /** Begins with the noun of the events that make it old. */
  key: readonly string[];
  /** Whose it is. */
  id(): string;
  read(id: string): Promise<{ point: Point | null; may: { edit: boolean } }>;
  /** Answers what was said before. */
  save(id: string, point: Point | null): Promise<{ before: Point | null }>;
}

/** A position that is read, changed in place, and given back by « Annuler ». */
export function usePosition(of: PositionKept) {
  const w = useWords(positionWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [editing, setEditing] = createSignal(false);
  const position = useQuery(() => ({ queryKey: [...of.key, of.id()], queryFn: () => of.read(of.id()) }));
  const write = async (point: Point | null) => {
    const result = await of.save(of.id(), point);
    await queries.invalidateQueries({ queryKey: of.key });
    return { ...result, after: point };
  };
  const saved = ({ before, after }: { before: Point | null; after?: Point | null }) => {
    setEditing(false);
    const undo = () => void write(before).then(() => toast({ text: w().undone }), failure.tell);
    toast({ text: after === null ? w().cleared : w().saved, action: { label: w().undo, run: undo } });
  };
  return { found: () => answerOf(position), editing, setEditing, write, saved };
}
