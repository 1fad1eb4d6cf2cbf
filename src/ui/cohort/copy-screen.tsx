import { useQuery } from "@tanstack/solid-query";
import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import CopyIcon from "lucide-solid/icons/copy";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { cohortCopyWords } from "#words/cohort-copy.ts";
import { cohortWords } from "#words/cohort.ts";
import { termName } from "#words/programme.ts";
import { CopyLine, useNoteText } from "./copy-line.tsx";
import { keyOfTerm, useCopyPlan, type CopySource } from "./copy-plan.ts";

/** `/cohortes/:cohorte/copier`: every date of a copy, before and after, to be reviewed before anything is saved (F-055, F-059). */
export function CopyScreen(props: { id: string }) {
  const w = useWords(cohortCopyWords);
  // Read once: what is being reviewed does not move under the reader; the command judges it again.
  const source = useQuery(() => ({
    queryKey: ["copy-source", props.id],
    queryFn: () => api.cohort.copySource.query({ id: props.id }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  }));
  const crumbs = () => [{ label: w().cohorts, href: "/cohortes" }];
  return (
    <Show when={!source.isError} fallback={<Mishap error={source.error} />}>
      <Show
        when={answerOf(source)}
        fallback={
          <Screen title="…" crumbs={crumbs()}>
            <Skeleton rows={10} />
          </Screen>
        }
      >
        {(known) => (
          <Screen title={w().title(known().cohort.name)} crumbs={crumbs()}>
            <Show
              when={known().courses.length > 0}
              fallback={
                <EmptyState
                  icon={<CopyIcon size={24} />}
                  title={w().empty}
                  text={w().emptyText}
                  action={
                    <ButtonLink kind="primary" href={`/cohortes/${props.id}`}>
                      {w().back}
                    </ButtonLink>
                  }
                />
              }
            >
              <Review source={known()} />
            </Show>
          </Screen>
        )}
      </Show>
    </Show>
  );
}

function Review(props: { source: CopySource }) {
  const w = useWords(cohortCopyWords);
  const c = useWords(cohortWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const navigate = useNavigate();
  const noteText = useNoteText();
  const { cohort } = props.source;
  const plan = useCopyPlan(props.source);
  const [years, setYears] = createSignal(String(cohort.years));
  const [structured, setStructured] = createSignal(cohort.structured);
  const [onlyNotes, setOnlyNotes] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const warned = (line: (typeof plan.lines)[number]) => plan.problemOf(line) !== null || line.notes.some((note) => noteText(note).warns);
  const shown = () => plan.lines.filter((line) => !onlyNotes() || warned(line));
  const problems = () => plan.included().filter((line) => plan.problemOf(line) !== null).length;
  const nameError = () => (plan.name().trim() === "" ? w().nameMissing : null);
  const shortNameError = () => (plan.shortName().trim() === "" || plan.shortName().trim().length > 10 ? w().shortNameWrong : null);
  const yearsError = () => (/^(?:[1-9]|10)$/.test(years().trim()) ? null : w().yearsWrong);
  const save = async () => {
    setTried(true);
    const named = nameError() === null && shortNameError() === null && yearsError() === null;
    if (!named || problems() > 0 || plan.included().length === 0 || pending()) return;
    setPending(true);
    setRefused(null);
    const name = plan.name().trim();
    try {
      const saved = await api.cohort.copy.mutate({
        id: cohort.id,
        name,
        shortName: plan.shortName().trim(),
        years: Number(years()),
        structured: structured(),
        courses: plan.courses(),
      });
      const undo = () =>
        void api.cohort.undoCopy
          .mutate({ id: saved.id })
          .then(() => {
            toast({ text: w().undone(name) });
            navigate("/cohortes");
          })
          .catch(failure.tell);
      toast({ text: w().done(name, saved.courses), action: { label: w().undo, run: undo } });
      navigate(`/cohortes/${saved.id}?periode=all`);
    } catch (error) {
      setRefused(failure.sentence(error));
      setPending(false);
    }
  };
  return (
    <form
      class="flex flex-col gap-4"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="max-w-3xl text-sm text-muted">{w().intro}</p>
      <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_11rem_13rem_minmax(0,2fr)]">
        <Field label={w().name} error={tried() ? nameError() : null} required>
          <TextInput value={plan.name()} onChange={plan.setName} maxLength={120} autocomplete="off" />
        </Field>
        <Field label={w().shortName} error={shortNameError()} required>
          <TextInput value={plan.shortName()} onChange={plan.setShortName} autocomplete="off" />
        </Field>
        <Field label={w().years} error={tried() ? yearsError() : null} required>
          <NumberInput value={years()} onChange={setYears} />
        </Field>
        <Field label={w().firstTerm} hint={w().firstTermHint(plan.before ? termName(plan.before, language()) : "")} required>
          <Select
            value={((first) => (first ? keyOfTerm(first) : ""))(plan.first())}
            placeholder={w().chooseTerm}
            onChange={plan.chooseFirst}
            options={plan.choices().map((one) => ({
              value: keyOfTerm(one),
              label: one.id === null ? w().toAdd(termName(one, language())) : `${termName(one, language())} (${one.shortName})`,
            }))}
          />
        </Field>
      </div>
      <div class="max-w-xl">
        <Switch checked={structured()} onChange={setStructured} label={w().structured} hint={c().fields.structuredHint} />
      </div>
      <Show when={plan.newTerms().length > 0}>
        <Notice kind="info" quiet>
          {w().newTerms(
            plan
              .newTerms()
              .map((one) => `${termName(one, language())} (${one.startsOn} – ${one.endsOn})`)
              .join(", "),
          )}
        </Notice>
      </Show>
      <div class="flex flex-wrap items-center justify-between gap-2">
        <h2 class="text-sm font-semibold" aria-live="polite">
          {w().summary(plan.included().length, plan.lines.filter(warned).length)}
        </h2>
        <Show when={plan.lines.some(warned) && !plan.lines.every(warned)}>
          <Checkbox label={w().onlyNotes} checked={onlyNotes()} onChange={setOnlyNotes} />
        </Show>
      </div>
      <div class="flex flex-col gap-3">
        <For each={shown()}>{(line) => <CopyLine line={line} plan={plan} />}</For>
      </div>
      <div class="sticky bottom-0 z-10 -mx-4 flex flex-col gap-2 border-t border-line bg-surface px-4 py-3 md:-mx-6 md:px-6">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <div class="flex flex-wrap items-center justify-end gap-2">
          <Show when={problems() > 0}>
            <span class="mr-auto text-sm font-medium text-danger" role="status">
              {w().problems(problems())}
            </span>
          </Show>
          <ButtonLink href={`/cohortes/${cohort.id}`}>{w().cancel}</ButtonLink>
          <Button kind="primary" type="submit" pending={pending()} disabled={problems() > 0 || plan.included().length === 0}>
            {w().save(plan.included().length)}
          </Button>
        </div>
      </div>
    </form>
  );
}
