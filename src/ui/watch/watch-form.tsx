import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from "solid-js";
import BellRing from "lucide-solid/icons/bell-ring";
import Bell from "lucide-solid/icons/bell";
import { question, type Question, type WatchKind } from "#domain/watch.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { partWords } from "#words/parts.ts";
import { writeQuestion } from "#words/watch-sentence.ts";
import { watchWords } from "#words/watch.ts";
import { draftOf, emptyDraft, rawOf, written, type Draft } from "./draft.ts";
import { WatchSentence, type WatchOptions } from "./watch-sentence.tsx";

/** Before it is asked what is so now, typing has paused this long (ms). */
const settled = 350;

export type Written = { question: Question; mail: boolean; endsOn: string | null };
/** A watch to be changed, or a question somebody is about to ask from where she looks. */
export type Subject = { id: string | null; question: Question | null; mail: boolean; endsOn: string | null; names: Record<string, string> };
export const blank: Subject = { id: null, question: null, mail: false, endsOn: null, names: {} };

/** A watch written as a sentence, with what is so of it already. */
export function WatchDialog(props: {
  open: boolean;
  subject: Subject;
  send(of: Written): Promise<unknown>;
  done(): void;
  onClose(): void;
}) {
  const w = useWords(watchWords);
  const options = useQuery(() => ({ queryKey: ["watch", "options"], queryFn: () => api.watch.options.query(), enabled: props.open }));
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="lg"
      title={props.subject.id === null ? w().form.addTitle : w().form.editTitle}
      text={w().form.text}
    >
      <Show when={!options.isError} fallback={<Mishap error={options.error} />}>
        <Show when={answerOf(options)} fallback={<Skeleton rows={5} />}>
          {(given) => <WatchForm {...props} options={given()} />}
        </Show>
      </Show>
    </Dialog>
  );
}

function WatchForm(props: { subject: Subject; options: WatchOptions; send(of: Written): Promise<unknown>; done(): void; onClose(): void }) {
  const w = useWords(watchWords);
  const p = useWords(partWords);
  const { language } = useLanguage();
  const { subject, options } = props;
  const initial: Draft =
    subject.question === null
      ? emptyDraft(options.today, options.kinds[0] ?? "place")
      : draftOf(subject.question, { today: options.today, mail: subject.mail, endsOn: subject.endsOn });
  const form = useForm<Draft, Written>({
    key: null,
    initial,
    schema: written,
    send: (of) => props.send(of),
    done: () => props.done(),
  });
  const [placeName, setPlaceName] = createSignal(subject.names[initial.where.split(":")[1] ?? ""] ?? "");
  // what a question from elsewhere names is called, as the server says
  const [told, setTold] = createSignal<Record<string, string>>({});
  const whereId = () => form.values.where.split(":")[1] ?? "";
  const placeCalled = () => placeName() || (told()[whereId()] ?? "");
  const names = createMemo((): Record<string, string> => ({
    ...subject.names,
    ...told(),
    ...Object.fromEntries(options.facets.map(({ id, name }) => [id, name])),
    ...Object.fromEntries(options.sheets.map(({ id, name }) => [id, name])),
    ...(form.values.where === "" ? {} : { [whereId()]: placeCalled() }),
  }));
  const asked = createMemo((): Question | null => question.safeParse(rawOf({ ...form.values })).data ?? null);
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <Show when={options.kinds.length > 1}>
        <Field label={w().form.what} class="max-w-sm">
          <Select<WatchKind> {...form.field("kind")} options={options.kinds.map((kind) => ({ value: kind, label: w().kind[kind] }))} />
        </Field>
      </Show>
      <div class="rounded-lg border border-line bg-sunken p-3">
        <WatchSentence form={form} options={options} placeName={placeCalled()} onPlace={setPlaceName} />
      </div>
      <Show when={asked()}>
        {(of) => (
          <div class="rounded-lg border border-line bg-surface p-3" aria-live="polite">
            <p class="flex items-start gap-2 text-sm font-medium text-pretty">
              <Bell size={16} class="mt-0.5 shrink-0 text-accent" aria-hidden="true" />
              {writeQuestion(of(), names(), language())}
            </p>
            <SoNow question={of()} onNames={(more) => setTold((before) => ({ ...before, ...more }))} />
          </div>
        )}
      </Show>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().form.endsOn} hint={w().form.endsOnHint} error={form.error("endsOn")}>
          <DateInput {...form.field("endsOn")} min={options.today} />
        </Field>
        <Switch label={w().form.mail} hint={w().form.mailHint} checked={form.values.mail} onChange={(mail) => form.set("mail", mail)} />
      </div>
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button kind="quiet" onClick={props.onClose}>
          {p().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()} icon={<BellRing size={16} aria-hidden="true" />}>
          {subject.id === null ? w().form.create : w().form.save}
        </Button>
      </div>
    </form>
  );
}

/** What the question is true for as one writes it: one is told of what comes after. */
function SoNow(props: { question: Question; onNames(names: Record<string, string>): void }) {
  const w = useWords(watchWords);
  const [steady, setSteady] = createSignal(props.question);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => JSON.stringify(props.question),
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => setSteady(props.question), settled);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const now = useQuery(() => ({
    queryKey: ["watch", "now", steady()],
    queryFn: () => api.watch.now.query({ question: steady() }),
    retry: false,
  }));
  createEffect(() => {
    if (now.isSuccess) props.onNames(now.data.names);
  });
  const many = () => props.question.kind !== "room";
  return (
    <Show when={!now.isError && props.question.kind !== "place"}>
      <Show when={answerOf(now)} fallback={<p class="mt-2 text-sm text-muted">{w().now.checking}</p>}>
        {(so) => (
          <Show when={so().count > 0} fallback={<p class="mt-2 text-sm text-muted">{w().now.none}</p>}>
            <div class="mt-2 text-sm text-muted">
              <p>{many() ? w().now.things(so().count, so().more) : w().now.true(so().count, so().more)}</p>
              <ul class="my-1 list-disc pl-5 text-ink">
                <For each={so().items}>
                  {(one) => (
                    <li>
                      {one.label}
                      <Show when={one.free}>{(free) => <span class="text-muted">, {w().free(free())}</span>}</Show>
                    </li>
                  )}
                </For>
              </ul>
              <p>{many() ? w().now.next : w().now.again}</p>
            </div>
          </Show>
        )}
      </Show>
    </Show>
  );
}
