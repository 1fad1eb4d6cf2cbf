import { Show } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { toast } from "#ui/parts/toast.tsx";
import { partWords } from "#words/parts.ts";
import { refusalSentence } from "#words/refusal.ts";
import { supervisionWords } from "#words/supervision.ts";
import { PersonField } from "./person-field.tsx";
import { nobody, whomOf, whomProblem, type WhomValues } from "./whom.ts";

export type MissingRow = Outputs["supervision"]["missing"]["requests"][number];

/** Names one person on several placements, each for the whole of it, with the hours that are left to give. */
export function NameDialog(props: { requests: readonly Pick<MissingRow, "id" | "reference">[]; onDone(): void }) {
  return <Show when={props.requests.length > 0}>{<Naming requests={[...props.requests]} onDone={props.onDone} />}</Show>;
}

function Naming(props: { requests: Pick<MissingRow, "id" | "reference">[]; onDone(): void }) {
  const w = useWords(supervisionWords);
  const p = useWords(partWords);
  const { language } = useLanguage();
  const { requests } = props;
  const form = useForm({
    key: "supervision:several",
    initial: { ...nobody },
    send: (values) => api.supervision.name.mutate({ requests: requests.map(({ id }) => id), whom: whomOf(values) }),
    done: ({ person, done, refused }) => {
      const only = done.length === 1 ? done[0] : undefined;
      const back = () => void (only && api.supervision.remove.mutate({ id: only.id, version: only.version }));
      toast({
        text: only ? w().named(person?.name ?? "") : w().namedMany(person?.name ?? "", done.length),
        ...(only ? { action: { label: w().undo, run: back } } : {}),
      });
      const [first] = refused;
      if (first)
        toast({
          kind: "danger",
          text: `${w().screen.refused(refused.length)}\u00A0: ${first.reference === null ? "" : `n°\u00A0${first.reference}, `}${refusalSentence(first.refusal, language())}`,
        });
      props.onDone();
    },
  });
  const id = "name-several";
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const problem = whomProblem(form.values, language());
    if (problem) return form.setError(problem.field, problem.text);
    form.onSubmit(event);
  };
  return (
    <Dialog
      open
      onClose={props.onDone}
      title={w().screen.dialog(requests.length)}
      text={w().screen.dialogText}
      actions={
        <>
          <Button
            kind="quiet"
            onClick={() => {
              form.reset();
              props.onDone();
            }}
          >
            {p().cancel}
          </Button>
          <Button kind="primary" type="submit" form={id} pending={form.pending()}>
            {w().form.submit}
          </Button>
        </>
      }
    >
      <form id={id} class="flex min-h-56 flex-col gap-3" novalidate onSubmit={onSubmit}>
        <FormNotices form={form} />
        <PersonField
          requestId={requests.length === 1 ? (requests[0]?.id ?? null) : null}
          values={form.values}
          set={(name, value) => form.set(name, value as never)}
          error={(name: keyof WhomValues) => form.error(name)}
        />
      </form>
    </Dialog>
  );
}
