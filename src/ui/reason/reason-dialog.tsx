import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { longestReason, reasonWords, type ReasonWords } from "#domain/reason.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Switch } from "#ui/parts/switch.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { partWords } from "#words/parts.ts";
import { reasonScreenWords } from "#words/reason.ts";
import { writeInstant } from "#words/words.ts";

export type KeptReason = Outputs["reason"]["kept"][number];

/** What a reason says, new or from now on, in both languages. `of` null adds one. */
export function ReasonDialog(props: {
  open: boolean;
  of: KeptReason | null;
  send(words: ReasonWords): Promise<unknown>;
  done(): void;
  onClose(): void;
}) {
  const w = useWords(reasonScreenWords);
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.of ? w().form.editTitle : w().form.addTitle}
      text={props.of ? w().form.editText : w().form.addText}
    >
      <ReasonForm of={props.of} send={props.send} done={props.done} onClose={props.onClose} />
    </Dialog>
  );
}

function ReasonForm(props: { of: KeptReason | null; send(words: ReasonWords): Promise<unknown>; done(): void; onClose(): void }) {
  const w = useWords(reasonScreenWords);
  const p = useWords(partWords);
  const { of } = props;
  const form = useForm<ReasonWords & Record<string, unknown>, ReasonWords>({
    key: of ? `reason:${of.code}:${of.version}` : "reason:new",
    initial: { labelFr: of?.labelFr ?? "", labelEn: of?.labelEn ?? "", needsNote: of?.needsNote ?? false },
    schema: reasonWords,
    send: (words) => props.send(words),
    done: () => props.done(),
  });
  const asFirst = () =>
    of !== null && form.values.labelFr === of.firstFr && form.values.labelEn === of.firstEn && form.values.needsNote === of.firstNeedsNote;
  const first = () => {
    if (!of) return;
    form.set("labelFr", of.firstFr);
    form.set("labelEn", of.firstEn);
    form.set("needsNote", of.firstNeedsNote);
  };
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <Field label={w().form.french} required error={form.error("labelFr")}>
        <TextInput {...form.field("labelFr")} maxLength={longestReason} lang="fr" />
      </Field>
      <Field label={w().form.english} required hint={w().form.englishHint} error={form.error("labelEn")}>
        <TextInput {...form.field("labelEn")} maxLength={longestReason} lang="en" />
      </Field>
      <Switch
        label={w().form.needsNote}
        hint={w().form.needsNoteHint}
        checked={form.values.needsNote}
        onChange={(to) => form.set("needsNote", to)}
      />
      <Show when={of && of.version > 1 ? of : null}>{(one) => <Versions code={one().code} />}</Show>
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Show when={of && of.version > 1 && !asFirst()}>
          <Button kind="quiet" class="mr-auto" onClick={first}>
            {w().form.first}
          </Button>
        </Show>
        <Button
          kind="quiet"
          onClick={() => {
            form.reset();
            props.onClose();
          }}
        >
          {p().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {of ? w().form.save : w().form.add}
        </Button>
      </div>
    </form>
  );
}

/** What it has said before, the last first: requests made with those words still say them. */
function Versions(props: { code: string }) {
  const w = useWords(reasonScreenWords);
  const { language } = useLanguage();
  const versions = useQuery(() => ({
    queryKey: ["reason", "versions", props.code],
    queryFn: () => api.reason.versions.query({ code: props.code }),
  }));
  const rows = () => (versions.isSuccess ? versions.data : []);
  return (
    <section class="text-sm" aria-labelledby="reason-versions">
      <h3 id="reason-versions" class="mb-1 text-xs font-semibold text-muted">
        {w().form.versions}
      </h3>
      <ol class="flex max-h-44 flex-col overflow-auto" reversed>
        <For each={rows()}>
          {(one) => (
            <li class="border-t border-line py-1.5 first:border-t-0">
              <span class="text-xs text-muted">
                {w().form.version(one.version)},{" "}
                {one.at === null ? w().form.shipped : w().form.by(writeInstant(one.at, language(), new Date()), one.by ?? "")}
              </span>
              <span class="block" lang="fr">
                {one.labelFr}
              </span>
              <span class="block text-muted" lang="en">
                {one.labelEn}
              </span>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
