import { useSearchParams } from "@solidjs/router";
import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, Show } from "solid-js";
import BellRing from "lucide-solid/icons/bell-ring";
import Plus from "lucide-solid/icons/plus";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { writeQuestion } from "#words/watch-sentence.ts";
import { watchWords } from "#words/watch.ts";
import { blank, WatchDialog, type Subject, type Written } from "./watch-form.tsx";
import { WatchRow, type Watch, type WatchActs } from "./watch-row.tsx";

/** `/veilles`: the questions one saved, whether they are true, when they told; `?veille=` opens one. */
export function WatchScreen() {
  const w = useWords(watchWords);
  const { language } = useLanguage();
  const me = useMe();
  const failure = useFailure();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams<{ veille?: string }>();
  const list = useQuery(() => ({ queryKey: ["watch", "list"], queryFn: () => api.watch.list.query() }));
  const byId = createMemo(() => new Map((answerOf(list)?.watches ?? []).map((one) => [one.id, one])));
  const ids = createMemo(() => [...byId().keys()], [], { equals: (one, other) => one.join() === other.join() });
  const [subject, setSubject] = createSignal<Subject>(blank);
  const [open, setOpen] = createSignal(false);
  const begin = (of: Subject) => {
    setSubject(of);
    setOpen(true);
  };
  const placing = () => me.data?.actor?.agencyKind !== "receiving";
  const sentenceOf = (of: Watch) => writeQuestion(of.question, answerOf(list)?.names ?? {}, language());
  const refresh = () => void queries.invalidateQueries({ queryKey: ["watch"] });
  const run = async (work: () => Promise<unknown>, said: { text: string; undo?: () => void }) => {
    try {
      await work();
      toast({ text: said.text, ...(said.undo ? { action: { label: w().done.undo, run: said.undo } } : {}) });
    } catch (error) {
      failure.tell(error);
    }
    refresh();
  };
  const pause = (id: string, paused: boolean): void =>
    void run(() => api.watch.pause.mutate({ id, paused }), {
      text: paused ? w().done.paused : w().done.resumed,
      undo: () => pause(id, !paused),
    });
  const acts: WatchActs = {
    edit: (of) => begin({ id: of.id, question: of.question, mail: of.mail, endsOn: of.endsOn, names: answerOf(list)?.names ?? {} }),
    pause: (of, paused) => pause(of.id, paused),
    remove: (of) =>
      void run(() => api.watch.remove.mutate({ id: of.id }), {
        text: w().done.removed,
        undo: () => void run(() => api.watch.restore.mutate({ id: of.id }), { text: w().done.resumed }),
      }),
  };
  const send = (of: Written): Promise<unknown> => {
    const { id } = subject();
    return id === null ? api.watch.add.mutate(of) : api.watch.change.mutate({ ...of, id });
  };
  const saved = () => {
    setOpen(false);
    refresh();
    toast({ text: subject().id === null ? w().done.added : w().done.saved });
  };
  const addButton = () => (
    <Button kind="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => begin(blank)}>
      {w().add}
    </Button>
  );
  return (
    <Screen title={w().title} actions={addButton()}>
      <Show when={!list.isError} fallback={<Mishap error={list.error} />}>
        <Show when={answerOf(list)} fallback={<Skeleton rows={5} />}>
          <Show
            when={ids().length > 0}
            fallback={<EmptyState icon={<BellRing size={22} />} title={w().empty.title} text={w().empty.text} action={addButton()} />}
          >
            <div class="flex max-w-5xl flex-col gap-3">
              <p class="text-sm text-pretty text-muted">{w().intro}</p>
              <ul class="overflow-hidden rounded-lg border border-line" aria-label={w().list}>
                <For each={ids()}>
                  {(id) => {
                    let kept = byId().get(id) as Watch;
                    const of = () => (kept = byId().get(id) ?? kept);
                    return (
                      <WatchRow
                        of={of()}
                        sentence={sentenceOf(of())}
                        open={search.veille === id}
                        onOpen={() => setSearch({ veille: search.veille === id ? "" : id }, { replace: true, scroll: false })}
                        placing={placing()}
                        acts={acts}
                      />
                    );
                  }}
                </For>
              </ul>
            </div>
          </Show>
        </Show>
      </Show>
      <Show when={open()}>
        <WatchDialog open subject={subject()} send={send} done={saved} onClose={() => setOpen(false)} />
      </Show>
    </Screen>
  );
}
