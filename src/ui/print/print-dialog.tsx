import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, Show } from "solid-js";
import { isDay, parseDay } from "#domain/dates.ts";
import type { PrintPer } from "#domain/delivery.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { connection } from "#ui/live.ts";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { partWords } from "#words/parts.ts";
import { printWords } from "#words/print.ts";
import { problemSentence } from "#words/problem.ts";
import { useLanguage } from "#ui/language.tsx";
import { refusalSentence } from "#words/refusal.ts";
import { requestWords } from "#words/request.ts";

/** What a dialog of options is for: sending with them, or making PDFs of what is there. */
export type PrintAim = "send" | "make";

/** Options of what goes out on paper (F-128 to F-131): one PDF for each request or destination, calendar, language, day, sender. */
export function PrintDialog(props: { aim: PrintAim; requests: readonly SeenRequest[]; onClose(): void; onDone?: () => void }) {
  const choices = useQuery(() => ({ queryKey: ["print", "choices"], queryFn: () => api.print.choices.query() }));
  const w = useWords(printWords);
  const title = () => (props.aim === "send" ? w().make.sendTitle(props.requests.length) : w().make.title(props.requests.length));
  const paper = () => props.requests.filter(({ onPaper }) => onPaper).length;
  return (
    <Show
      when={answerOf(choices)}
      fallback={
        <Dialog open onClose={() => props.onClose()} title={title()}>
          <Skeleton rows={5} />
        </Dialog>
      }
    >
      {(known) => (
        <Options
          {...props}
          title={title()}
          text={props.aim === "send" ? w().make.sendText(paper()) : w().make.text(props.requests.length)}
          choices={known()}
        />
      )}
    </Show>
  );
}

type Choices = Awaited<ReturnType<typeof api.print.choices.query>>;

function Options(props: {
  aim: PrintAim;
  title: string;
  text: string;
  requests: readonly SeenRequest[];
  choices: Choices;
  onClose(): void;
  onDone?: () => void;
}) {
  const w = useWords(printWords);
  const p = useWords(partWords);
  const r = useWords(requestWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  // As the organisation's settings have it, once: what is chosen here is for this time.
  // oxlint-disable-next-line solid/reactivity
  const { settings } = props.choices;
  const [per, setPer] = createSignal<PrintPer>(settings.per);
  const [calendar, setCalendar] = createSignal(settings.calendar);
  const [pdfLanguage, setPdfLanguage] = createSignal(settings.language);
  const [dueOn, setDueOn] = createSignal("");
  const [senderId, setSenderId] = createSignal("");
  const [pending, setPending] = createSignal(false);
  const dueWrong = () => dueOn() !== "" && !isDay(parseDay(dueOn()) ?? dueOn());
  const options = () => ({ per: per(), calendar: calendar(), language: pdfLanguage() });
  const more = () => ({
    ...(dueOn() === "" ? {} : { dueOn: parseDay(dueOn()) ?? dueOn() }),
    ...(senderId() === "" ? {} : { senderId: senderId() }),
  });
  const go = async () => {
    if (pending() || dueWrong()) return;
    setPending(true);
    try {
      if (props.aim === "send") {
        const requests = props.requests.map(({ id, version }) => ({ id, version }));
        const { done, refused } = await api.request.send.mutate({ requests, paper: { ...options(), ...more() } });
        const [first] = refused;
        if (first)
          toast({
            kind: "danger",
            text: `${first.reference ? `${r().reference(first.reference)}\u00A0: ` : ""}${refusalSentence(first.refusal, language())}`,
          });
        if (done.length > 0) toast({ text: r().done.send(done.length) });
      } else {
        const { ids } = await api.print.make.mutate({ requestIds: props.requests.map(({ id }) => id), options: options(), ...more() });
        toast({ text: w().done.make(ids.length) });
      }
      if (connection() !== "live") void queries.invalidateQueries({ queryKey: ["request"] });
      props.onDone?.();
      props.onClose();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={props.title}
      text={props.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={pending()} onClick={() => void go()}>
            {props.aim === "send" ? w().make.send : w().make.confirm}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-4">
        <Show when={props.requests.length > 1}>
          <Field label={w().make.per} group>
            <RadioGroup
              inline
              value={per()}
              onChange={setPer}
              options={[
                { value: "request", label: w().make.perRequest },
                { value: "destination", label: w().make.perDestination },
              ]}
            />
          </Field>
        </Show>
        <Checkbox label={w().make.calendar} checked={calendar()} onChange={setCalendar} />
        <Field label={w().make.language} group>
          <RadioGroup
            inline
            value={pdfLanguage()}
            onChange={setPdfLanguage}
            options={(["fr", "en"] as const).map((value) => ({ value, label: w().make.languages[value] }))}
          />
        </Field>
        <Show when={props.choices.side === "placing"}>
          <Field
            label={w().make.dueOn}
            optional
            hint={w().make.asDue}
            error={dueWrong() ? problemSentence({ kind: "not-a-day", text: dueOn() }, language()) : null}
          >
            <DateInput value={dueOn()} onChange={setDueOn} />
          </Field>
          <Field label={w().make.sender} optional>
            <Combobox
              value={senderId()}
              onChange={(value) => setSenderId(value)}
              placeholder={w().make.asSent}
              options={props.choices.senders.map((one) => ({ value: one.id, label: one.name, ...(one.title ? { hint: one.title } : {}) }))}
            />
          </Field>
        </Show>
      </div>
    </Dialog>
  );
}
