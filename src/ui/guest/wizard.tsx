import { createEffect, createMemo, createSignal, For, Match, on, onMount, Show, Switch } from "solid-js";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Check from "lucide-solid/icons/check";
import { draftProblems, guestSteps, stepOf, type GuestStep } from "#domain/guest.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { useDraft } from "./draft.ts";
import type { GuestEntry, GuestPage } from "./guest-query.ts";
import { MoreStep, ReviewStep, StudentsStep } from "./wizard-end.tsx";
import { WhatStep, WhenStep, WhoStep } from "./wizard-steps.tsx";

/** A request written in a few steps, each kept as it is typed; one may pass, come back, and go on elsewhere (F-203). */
export function Wizard(props: {
  page: GuestPage;
  entry: GuestEntry;
  token: string;
  refresh(): Promise<unknown>;
  onSent(reference: number, id: string): void;
  onLeave(): void;
}) {
  const w = useWords(guestPageWords);
  const failure = useFailure();
  const draft = useDraft({ token: props.token, entry: props.entry, onElsewhere: () => props.refresh() });
  createEffect(
    on(
      () => props.entry.revision,
      () => draft.follow(props.entry),
      { defer: true },
    ),
  );
  const at = () => Math.min(draft.values.step, guestSteps.length - 1);
  const step = (): GuestStep => guestSteps[at()] ?? "who";
  const problems = createMemo(() => draftProblems(draft.values, props.page.today));
  const [passed, setPassed] = createSignal<ReadonlySet<GuestStep>>(new Set(guestSteps.slice(0, props.entry.draft.step)));
  const [refused, setRefused] = createSignal<string | null>(null);
  const [pending, setPending] = createSignal(false);
  const [dropping, setDropping] = createSignal(false);
  const [ready, setReady] = createSignal(false);
  onMount(() => setReady(true));
  let title: HTMLHeadingElement | undefined;
  const go = (to: number) => {
    setPassed(new Set([...passed(), step()]));
    setRefused(null);
    draft.set("step", to);
    queueMicrotask(() => {
      title?.focus({ preventScroll: true });
      title?.scrollIntoView({ block: "nearest" });
    });
  };
  const common = () => ({
    draft,
    page: props.page,
    entry: props.entry,
    token: props.token,
    problems: problems(),
    tried: passed().has(step()),
  });
  const send = async () => {
    if (pending()) return;
    setPassed(new Set(guestSteps));
    if (problems().length > 0) return;
    setPending(true);
    setRefused(null);
    try {
      await draft.flush();
      const sent = await api.guest.send.mutate({ token: props.token, entryId: props.entry.id, revision: draft.revision() });
      await props.refresh();
      props.onSent(sent.reference, sent.id);
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  const drop = async () => {
    setPending(true);
    try {
      await api.guest.drop.mutate({ token: props.token, entryId: props.entry.id });
      props.onLeave();
      await props.refresh();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
      setDropping(false);
    }
  };
  return (
    <section class="flex flex-col gap-4" aria-labelledby="guest-step">
      <div class="flex flex-col gap-2">
        <ol class="flex gap-1" aria-hidden="true">
          <For each={guestSteps}>
            {(_one, index) => <li class={`h-1.5 flex-1 rounded-full ${index() <= at() ? "bg-accent" : "bg-line-strong"}`} />}
          </For>
        </ol>
        <div class="flex flex-wrap items-baseline justify-between gap-x-3">
          <p class="text-sm text-muted">{w().stepOf(at() + 1, guestSteps.length)}</p>
          <p class="text-sm text-muted" role="status">
            {draft.state() === "saving" ? w().saving : draft.state() === "unsaved" ? w().unsaved : w().saved}
          </p>
        </div>
        <h2 id="guest-step" ref={title} tabindex={-1} class="text-lg font-semibold outline-none">
          {w().steps[step()]}
        </h2>
        <Show when={at() === 0}>
          <p class="text-sm text-muted">{w().required}</p>
        </Show>
      </div>
      <Show when={draft.elsewhere()}>
        <Notice kind="warn">{w().elsewhere}</Notice>
      </Show>
      <div class="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
        <Switch>
          <Match when={step() === "who"}>
            <WhoStep {...common()} />
          </Match>
          <Match when={step() === "what"}>
            <WhatStep {...common()} />
          </Match>
          <Match when={step() === "when"}>
            <WhenStep {...common()} />
          </Match>
          <Match when={step() === "students"}>
            <StudentsStep {...common()} />
          </Match>
          <Match when={step() === "more"}>
            <MoreStep {...common()} onJoined={() => props.refresh()} />
          </Match>
          <Match when={step() === "review"}>
            <ReviewStep {...common()} onEdit={(one) => go(guestSteps.indexOf(one))} />
          </Match>
        </Switch>
      </div>
      <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <Show when={step() === "review" && problems().length > 0 && passed().has("review")}>
        <Notice
          kind="warn"
          actions={
            <Button size="sm" class="min-h-9" onClick={() => go(guestSteps.indexOf(stepOf(problems()[0]?.field ?? "")))}>
              {w().complete}
            </Button>
          }
        >
          {w().notYet(problems().length)}
        </Notice>
      </Show>
      <div class="grid grid-cols-[auto_1fr] gap-2">
        <Button
          size="lg"
          class="min-h-12"
          disabled={!ready()}
          icon={<ArrowLeft size={18} class="max-[22rem]:hidden" aria-hidden="true" />}
          onClick={() => (at() === 0 ? props.onLeave() : go(at() - 1))}
        >
          {w().back}
        </Button>
        <Show
          when={step() === "review"}
          fallback={
            <Button size="lg" kind="primary" class="min-h-12" disabled={!ready()} onClick={() => go(at() + 1)}>
              {at() === guestSteps.length - 2 ? w().toReview : w().next}
            </Button>
          }
        >
          <Button
            size="lg"
            kind="primary"
            class="min-h-12"
            disabled={!ready()}
            pending={pending()}
            icon={<Check size={18} class="max-[22rem]:hidden" aria-hidden="true" />}
            onClick={() => void send()}
          >
            {w().send}
          </Button>
        </Show>
      </div>
      <Button kind="quiet" class="min-h-11 self-center" onClick={() => setDropping(true)}>
        {w().drop}
      </Button>
      <ConfirmDialog
        open={dropping()}
        title={w().dropTitle}
        text={w().dropText}
        confirm={w().dropConfirm}
        danger
        pending={pending()}
        onConfirm={() => void drop()}
        onClose={() => setDropping(false)}
      />
    </section>
  );
}
