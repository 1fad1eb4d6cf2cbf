import { createSignal, Show } from "solid-js";
import { z } from "zod";
import { day } from "#domain/dates.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { programmeWords } from "#words/programme.ts";
import { changesOf } from "./programme-form.tsx";
import { TermRelease } from "./term-release.tsx";

export type Term = Outputs["term"]["list"]["terms"][number];

const schema = z
  .object({ name: z.string().trim().min(1).max(60), shortName: z.string().trim().min(1).max(10), startsOn: day, endsOn: day })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, { path: ["endsOn"], message: "end-before-start" });
type Values = z.infer<typeof schema>;

/** A term's form; whoever may not change it reads it. */
export function TermRecord(props: { term: Term | null; onDone(): void }) {
  const w = useWords(programmeWords);
  return (
    <>
      <Show when={!props.term || props.term.may.edit} fallback={<Read term={props.term} />}>
        <Show when={props.term}>
          {(term) => <p class="mb-4 text-sm text-muted">{term().courses > 0 ? w().term.held(term().courses) : w().term.heldNone}</p>}
        </Show>
        <TermForm term={props.term} onDone={props.onDone} />
      </Show>
      <Show when={props.term}>{(term) => <TermRelease termId={term().id} />}</Show>
      <Show when={props.term}>
        {(term) => (
          <section class="mt-6 flex flex-col gap-2 border-t border-line pt-4">
            <h3 class="font-semibold">{w().history}</h3>
            <HistoryPanel about={term().id} />
          </section>
        )}
      </Show>
    </>
  );
}

function Read(props: { term: Term | null }) {
  const w = useWords(programmeWords);
  return (
    <Show when={props.term}>
      {(term) => (
        <p class="text-sm">
          {term().startsOn} – {term().endsOn}. {term().courses > 0 ? w().term.held(term().courses) : w().term.heldNone}
        </p>
      )}
    </Show>
  );
}

function TermForm(props: { term: Term | null; onDone(): void }) {
  const w = useWords(programmeWords);
  const failure = useFailure();
  const { term } = props;
  const [asking, setAsking] = createSignal(false);
  const initial: Values = {
    name: term?.name ?? "",
    shortName: term?.shortName ?? "",
    startsOn: term?.startsOn ?? "",
    endsOn: term?.endsOn ?? "",
  };
  const form = useForm<Values, Values, unknown>({
    key: `term:${term?.id ?? "new"}`,
    initial,
    schema,
    send: async (data) => {
      if (!term) {
        const { id } = await api.term.add.mutate(data);
        toast({
          text: w().done.added(data.name),
          action: { label: w().undo, run: () => void api.term.remove.mutate({ id }).catch(failure.tell) },
        });
      } else {
        const { undo } = await api.term.edit.mutate({ id: term.id, patch: changesOf(initial, data) });
        if (Object.keys(undo).length > 0) {
          toast({
            text: w().done.saved(data.name),
            action: { label: w().undo, run: () => void api.term.edit.mutate({ id: term.id, patch: undo }).catch(failure.tell) },
          });
        }
      }
      props.onDone();
    },
  });
  const placed = placedRefusals(form, { "name-taken": "shortName", "leaves-out": "endsOn" });
  const remove = async () => {
    if (!term) return;
    const { name, shortName, startsOn, endsOn } = term;
    try {
      await api.term.remove.mutate({ id: term.id });
      toast({
        text: w().done.removed(name),
        action: { label: w().undo, run: () => void api.term.add.mutate({ name, shortName, startsOn, endsOn }).catch(failure.tell) },
      });
      props.onDone();
    } catch (error) {
      setAsking(false);
      failure.tell(error);
    }
  };
  return (
    <form onSubmit={form.onSubmit} novalidate class="flex flex-col gap-4">
      <FormNotices form={placed} />
      <Field label={w().term.fields.name} error={form.error("name")} required>
        <TextInput {...form.field("name")} autocomplete="off" />
      </Field>
      <Field label={w().term.fields.shortName} hint={w().term.fields.shortNameHint} error={placed.error("shortName")} required>
        <TextInput {...form.field("shortName")} autocomplete="off" class="max-w-40" />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().term.fields.startsOn} error={form.error("startsOn")} required>
          <DateInput {...form.field("startsOn")} />
        </Field>
        <Field label={w().term.fields.endsOn} error={placed.error("endsOn")} required>
          <DateInput {...form.field("endsOn")} min={form.values.startsOn} />
        </Field>
      </div>
      <div class="flex flex-wrap items-center gap-2 border-t border-line pt-4">
        <Show when={term?.may.remove}>
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {w().term.remove}
          </Button>
        </Show>
        <span class="flex-1" />
        <Button kind="quiet" onClick={() => props.onDone()}>
          {w().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {term ? w().save : w().addShort}
        </Button>
      </div>
      <ConfirmDialog
        open={asking()}
        title={w().removeTitle(term?.name ?? "")}
        text={w().removeText}
        confirm={w().term.remove}
        danger
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      />
    </form>
  );
}
