import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import { z } from "zod";
import { day, isDay } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { agreementWords } from "#words/agreement.ts";
import { closingWords } from "#words/closing.ts";
import { ClosureHits, HitSummary, useHits, type ClosedDays } from "./closure-hits.tsx";
import type { Place } from "./place-values.ts";

type Closure = Outputs["closure"]["list"]["closures"][number];

/** Days on which a place receives nobody, its own and those of what it lies under; noted by who keeps it. */
export function ClosureSection(props: { place: Place }) {
  const w = useWords(agreementWords);
  const failure = useFailure();
  const [editing, setEditing] = createSignal<Closure | "new" | null>(null);
  const list = useQuery(() => ({
    queryKey: ["closure", "list", props.place.id],
    queryFn: () => api.closure.list.query({ placeId: props.place.id }),
  }));
  const answer = () => answerOf(list);
  const say = () => w().closures;
  const remove = async (closure: Closure) => {
    try {
      const was = await api.closure.remove.mutate({ id: closure.id });
      toast({ text: say().removed, action: { label: say().undo, run: () => void api.closure.add.mutate(was).catch(failure.tell) } });
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <Show when={answer()}>
      <section class="flex flex-col gap-2">
        <div class="flex items-center gap-2">
          <h3 class="min-w-0 flex-1 font-semibold">{say().title}</h3>
          <Show when={answer()?.may.add}>
            <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setEditing("new")}>
              {say().add}
            </Button>
          </Show>
        </div>
        <Show
          when={(answer()?.closures.length ?? 0) > 0}
          fallback={<p class="text-sm text-muted">{answer()?.may.add ? `${say().none} ${say().teach}` : say().none}</p>}
        >
          <ul class="divide-y divide-line rounded-lg border border-line text-sm">
            <For each={answer()?.closures.map(({ id }) => id)}>
              {(id) => (
                <Show when={answer()?.closures.find((one) => one.id === id)}>
                  {(closure) => (
                    <li class="flex flex-wrap items-center gap-2 px-3 py-1.5">
                      <span class="min-w-0 flex-[1_1_10rem]">
                        <span class="font-medium tabular-nums">
                          {closure().startsOn === closure().endsOn
                            ? closure().startsOn
                            : `${closure().startsOn}\u00A0– ${closure().endsOn}`}
                        </span>
                        <span class="block text-muted">
                          {closure().reason}
                          {closure().above ? `, ${say().above(closure().place)}` : ""}
                        </span>
                      </span>
                      <Show when={closure().may}>
                        <IconButton
                          size="sm"
                          label={say().edit(closure().reason)}
                          icon={<Pencil size={14} aria-hidden="true" />}
                          onClick={() => setEditing(closure())}
                        />
                        <IconButton
                          size="sm"
                          label={say().remove(closure().reason)}
                          icon={<Trash size={14} aria-hidden="true" />}
                          onClick={() => void remove(closure())}
                        />
                      </Show>
                      <Touched days={{ placeId: props.place.id, startsOn: closure().startsOn, endsOn: closure().endsOn }} />
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
        <Show when={editing()} keyed>
          {(closure) => (
            <Dialog
              open
              size="sm"
              title={closure === "new" ? say().addTitle(props.place.name) : say().editTitle}
              text={say().text}
              onClose={() => setEditing(null)}
            >
              <ClosureForm place={props.place} closure={closure === "new" ? null : closure} onClose={() => setEditing(null)} />
            </Dialog>
          )}
        </Show>
      </section>
    </Show>
  );
}

const schema = z.object({ startsOn: day, endsOn: day, reason: z.string().trim().min(1).max(200) });
type Values = { startsOn: string; endsOn: string; reason: string };

function ClosureForm(props: { place: Place; closure: Closure | null; onClose(): void }) {
  const w = useWords(agreementWords);
  const failure = useFailure();
  const { place, closure } = props;
  const say = () => w().closures;
  const form = useForm<Values & Record<string, unknown>, z.infer<typeof schema>>({
    key: closure ? `closure:${closure.id}` : `closure:new:${place.id}`,
    initial: { startsOn: closure?.startsOn ?? "", endsOn: closure?.endsOn ?? "", reason: closure?.reason ?? "" },
    schema,
    send: async (data) => {
      if (!closure) {
        const { id } = await api.closure.add.mutate({ ...data, placeId: place.id });
        toast({ text: say().added, action: { label: say().undo, run: () => void api.closure.remove.mutate({ id }).catch(failure.tell) } });
        return;
      }
      await api.closure.edit.mutate({ ...data, id: closure.id });
      const { id, startsOn, endsOn, reason } = closure;
      const back = () => void api.closure.edit.mutate({ id, startsOn, endsOn, reason }).catch(failure.tell);
      toast({ text: say().saved, action: { label: say().undo, run: back } });
    },
    done: props.onClose,
  });
  const days = (): ClosedDays | null => {
    const { startsOn, endsOn } = form.values;
    return isDay(startsOn) && isDay(endsOn) && startsOn <= endsOn ? { placeId: place.id, startsOn, endsOn } : null;
  };
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={say().startsOn} required error={form.error("startsOn")}>
          <DateInput {...form.field("startsOn")} />
        </Field>
        <Field label={say().endsOn} required error={form.error("endsOn")}>
          <DateInput {...form.field("endsOn")} />
        </Field>
      </div>
      <Foreseen days={days()} />
      <Field label={say().reason} hint={say().reasonHint} required error={form.error("reason")}>
        <TextInput {...form.field("reason")} maxLength={200} />
      </Field>
      <div class="flex justify-end gap-2">
        <Button kind="quiet" onClick={() => props.onClose()}>
          {say().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {say().save}
        </Button>
      </div>
    </form>
  );
}

/** Of a closure that stands: whom it touches, on demand, with the ways out. */
function Touched(props: { days: ClosedDays }) {
  const w = useWords(closingWords);
  const [open, setOpen] = createSignal(false);
  const hits = useHits(() => props.days);
  const count = () => answerOf(hits)?.hits.length ?? 0;
  return (
    <Show when={count() > 0 || open()}>
      <div class="basis-full">
        <Button size="sm" kind="quiet" class="-ml-2" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {open() ? w().hide : w().show(count())}
        </Button>
        <Show when={open()}>
          <ClosureHits days={props.days} />
        </Show>
      </div>
    </Show>
  );
}

/** While the days of a closure are typed: whom it would touch. */
function Foreseen(props: { days: ClosedDays | null }) {
  const w = useWords(closingWords);
  const hits = useHits(() => props.days);
  return (
    <div aria-live="polite" class="text-sm">
      <Show when={props.days !== null && answerOf(hits)}>
        {(known) => (
          <Notice kind={known().hits.length > 0 ? "warn" : "info"} quiet title={<HitSummary of={known()} />}>
            <Show when={known().hits.length > 0}>
              {known().hits[0]?.request.side === "placing" ? w().toldMine : w().told(known().schools)}
            </Show>
          </Notice>
        )}
      </Show>
    </div>
  );
}
