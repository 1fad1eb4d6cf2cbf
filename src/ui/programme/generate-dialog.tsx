import { createEffect, createSignal, on } from "solid-js";
import { missingTerms } from "#domain/term.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Select } from "#ui/parts/select.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { programmeWords, termName } from "#words/programme.ts";

/** Stock terms of a few years at once; what would be added is said before it is. */
export function GenerateDialog(props: { open: boolean; today: string; terms: readonly { shortName: string }[]; onClose(): void }) {
  const w = useWords(programmeWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const thisYear = () => Number(props.today.slice(0, 4));
  const [from, setFrom] = createSignal(0);
  const [to, setTo] = createSignal(0);
  const [pending, setPending] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setFrom(thisYear());
        setTo(thisYear() + 2);
      },
    ),
  );
  const years = (first: number) => Array.from({ length: 10 }, (_none, at) => ({ value: String(first + at), label: String(first + at) }));
  const missing = () => (from() === 0 ? [] : missingTerms([...props.terms], { from: from(), to: to() }));
  const generate = async () => {
    setPending(true);
    try {
      const { added } = await api.term.generate.mutate({ from: from(), to: to() });
      toast({ text: w().term.generated(added.length) });
      props.onClose();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={w().term.generate}
      text={w().term.generateText}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" pending={pending()} disabled={missing().length === 0} onClick={() => void generate()}>
            {w().term.generate}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <div class="grid grid-cols-2 gap-4">
          <Field label={w().term.from}>
            <Select
              value={String(from())}
              options={years(thisYear() - 2)}
              onChange={(value) => {
                setFrom(Number(value));
                setTo(Math.max(Number(value), Math.min(to(), Number(value) + 9)));
              }}
            />
          </Field>
          <Field label={w().term.to}>
            <Select value={String(to())} options={years(from())} onChange={(value) => setTo(Number(value))} />
          </Field>
        </div>
        <p class="text-sm" aria-live="polite">
          {missing().length === 0
            ? w().term.willAddNone
            : w().term.willAdd(
                missing()
                  .map((term) => termName(term, language()))
                  .join(", "),
              )}
        </p>
      </div>
    </Dialog>
  );
}
