import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { api, refusalIn } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { partWords } from "#words/parts.ts";
import { requestWords } from "#words/request.ts";
import { splitWords } from "#words/request-split.ts";
import { askedOf, type Acts } from "./acts.ts";
import { datesOf, placeOf } from "./columns.tsx";

/** What is ticked, as it was while the box was open. */
function useAsked(acts: () => Acts, act: "link" | "merge") {
  const asked = () => (acts().asking()?.act === act ? (acts().asking()?.requests ?? null) : null);
  const requests = createMemo((before: SeenRequest[]): SeenRequest[] => asked() ?? before, []);
  const [error, setError] = createSignal<string | null>(null);
  createEffect(on(asked, () => setError(null)));
  return { open: () => asked() !== null, requests, error, setError };
}

/** « Lier (même enseignant) »: several requests of one course get one instructor (F-122). */
export function LinkDialog(props: { acts: Acts }) {
  const s = useWords(splitWords);
  const p = useWords(partWords);
  const r = useWords(requestWords);
  const failure = useFailure();
  const { open, requests, error, setError } = useAsked(() => props.acts, "link");
  const [instructor, setInstructor] = createSignal("");
  const named = () => [...new Set(requests().flatMap((one) => (one.instructor ? [one.instructor.id] : [])))];
  createEffect(on(open, (now) => now && setInstructor(named().length === 1 ? (named()[0] ?? "") : "")));
  const people = useQuery(() => ({
    queryKey: ["people", "instructors"],
    queryFn: () => api.request.instructors.query(),
    enabled: open(),
    staleTime: 300_000,
  }));
  const go = () => {
    const before = requests().map(({ id, linked, instructor: had }) => ({ id, linked, instructorId: had?.id ?? null }));
    const work = async () => {
      try {
        return await api.requestLink.link.mutate({
          requests: askedOf(requests()),
          instructorId: instructor() === "" ? null : instructor(),
        });
      } catch (failed) {
        if (refusalIn(failed)) setError(failure.sentence(failed));
        throw failed;
      }
    };
    void props.acts.run(work, {
      sentence: ({ done }) => s().link.done(done.length),
      undo: async ({ done }) => {
        const seen = new Map(done.map(({ id, version }) => [id, version]));
        for (const one of before) {
          const version = seen.get(one.id) ?? 0;
          const now = await api.request.get.query({ id: one.id });
          // The last one of a chain is free when the others have left.
          if (now.linked && !one.linked) await api.requestLink.unlink.mutate({ requests: [{ id: one.id, version }] });
          if ((now.instructor?.id ?? null) !== one.instructorId)
            await api.request.change.mutate({ id: one.id, version, instructorId: one.instructorId });
        }
        return { done };
      },
      undone: s().link.unlinked(requests().length),
    });
  };
  return (
    <Dialog
      open={open()}
      onClose={props.acts.stop}
      title={s().link.title(requests().length)}
      text={s().link.text}
      actions={
        <>
          <Button kind="quiet" onClick={props.acts.stop}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.acts.pending()} onClick={go}>
            {s().link.confirm}
          </Button>
        </>
      }
    >
      <div class="flex min-h-48 flex-col gap-4">
        <Show when={named().length > 1}>
          <Notice kind="warn" quiet>
            {s().link.several}
          </Notice>
        </Show>
        <Field label={s().link.instructor} optional>
          <Combobox
            value={instructor()}
            onChange={(value) => setInstructor(value)}
            options={(people.isSuccess ? people.data : []).map((one) => ({ value: one.id, label: one.name }))}
            placeholder={s().link.none}
          />
        </Field>
        <ul class="flex max-h-48 flex-col gap-1 overflow-auto text-sm">
          <For each={requests()}>
            {(one) => (
              <li class="flex flex-wrap gap-x-3">
                <span class="w-24 tabular-nums">{r().reference(one.reference)}</span>
                <span class="min-w-0 flex-1">{placeOf(one.place) || r().toChoose}</span>
                <span class="text-muted">{one.instructor?.name ?? ""}</span>
              </li>
            )}
          </For>
        </ul>
        <Show when={error()}>{(sentence) => <Notice kind="danger">{sentence()}</Notice>}</Show>
      </div>
    </Dialog>
  );
}

/** Two requests become one over two places or periods (F-123): which of them leads. */
export function MergeDialog(props: { acts: Acts }) {
  const s = useWords(splitWords);
  const p = useWords(partWords);
  const r = useWords(requestWords);
  const failure = useFailure();
  const { open, requests, error, setError } = useAsked(() => props.acts, "merge");
  const [leads, setLeads] = createSignal("");
  createEffect(on(open, (now) => now && setLeads(requests()[0]?.id ?? "")));
  const go = () => {
    const primary = requests().find(({ id }) => id === leads());
    const other = requests().find(({ id }) => id !== leads());
    if (!primary || !other) return;
    const work = async () => {
      try {
        return await api.requestSplit.merge.mutate({
          primary: { id: primary.id, version: primary.version },
          other: { id: other.id, version: other.version },
        });
      } catch (failed) {
        if (refusalIn(failed)) setError(failure.sentence(failed));
        throw failed;
      }
    };
    void props.acts.run(work, {
      sentence: () => s().merge.done,
      undo: ({ done }) => api.requestSplit.unsplit.mutate({ requests: askedOf(done.filter(({ id }) => id === other.id)) }),
      undone: s().unsplitDone,
    });
  };
  return (
    <Dialog
      open={open()}
      onClose={props.acts.stop}
      title={s().merge.title}
      text={s().merge.text}
      actions={
        <>
          <Button kind="quiet" onClick={props.acts.stop}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.acts.pending()} onClick={go}>
            {s().merge.confirm}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Field label={s().merge.primary} hint={s().merge.primaryHint} group>
          <RadioGroup
            value={leads()}
            onChange={setLeads}
            options={requests().map((one) => ({
              value: one.id,
              label: `${r().reference(one.reference)} · ${placeOf(one.place) || r().toChoose}`,
              hint: `${datesOf(one.schedule)} · ${r().students(one.size)}`,
            }))}
          />
        </Field>
        <Show when={error()}>{(sentence) => <Notice kind="danger">{sentence()}</Notice>}</Show>
      </div>
    </Dialog>
  );
}
