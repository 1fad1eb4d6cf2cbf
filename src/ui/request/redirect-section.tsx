import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { daysToLapse, type Route } from "#domain/routing.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { refusalSentence } from "#words/refusal.ts";
import { reasonOf, routingWords } from "#words/routing.ts";
import { routeWhy } from "#words/routing-why.ts";
import { RouteShown } from "./redirect-route.tsx";
import type { OpenRequest } from "./request-panel.tsx";

type Diagnosis = NonNullable<Outputs["routing"]["diagnose"]>;

/** Whom a request was given to, why on paper, and the ways out; for one that stayed although its service hands on by itself, why (F-181, F-207). */
export function RedirectSection(props: { of: OpenRequest }) {
  const w = useWords(routingWords);
  const diagnosis = useQuery(() => ({
    queryKey: ["routing", "diagnose", props.of.id],
    queryFn: () => api.routing.diagnose.query({ requestId: props.of.id }),
  }));
  const known = () => answerOf(diagnosis) ?? null;
  const says = () => {
    const found = known();
    return found !== null && (found.given !== null || found.stays !== null || found.may.mend) ? found : null;
  };
  return (
    <Show when={says()}>
      {(found) => (
        <PanelSection title={w().section}>
          <Told of={props.of} known={found()} />
        </PanelSection>
      )}
    </Show>
  );
}

function Told(props: { of: OpenRequest; known: Diagnosis }) {
  const w = useWords(routingWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const paper = () => props.known.status === "redirected-paper";
  const asked = () => [{ id: props.of.id, version: props.of.version }];
  const run = async (work: () => ReturnType<typeof api.request.redirect.mutate>, done: string, back?: () => Promise<unknown>) => {
    setPending(true);
    try {
      const { refused } = await work();
      const [no] = refused;
      if (no) toast({ kind: "danger", text: refusalSentence(no.refusal, language()) });
      else toast({ text: done, ...(back ? { action: { label: w().undo, run: () => void back().catch(failure.tell) } } : {}) });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const toAccount = () => {
    const { unit, route } = props.known;
    if (!unit) return;
    void run(
      () => api.request.redirect.mutate({ requests: asked(), destinationId: unit.id, shown: "account" }),
      w().wentToAccount(route?.to?.name ?? unit.name),
    );
  };
  return (
    <div class="flex flex-col gap-2 text-sm">
      <Show when={props.known.given}>
        {(given) => (
          <p>
            <span class="font-medium">{given().chosen ? w().givenChosen(given().name) : w().given(given().name)}</span>
            {/* Once the unit has answered, which way it was asked is no longer told by the status. */}
            <Show when={paper() || props.known.status === "redirected" || props.known.status === "redirected-auto"}>
              <span class="text-muted">, {paper() ? w().onPaper : w().inConcerto}</span>
            </Show>
          </p>
        )}
      </Show>
      <Show when={props.known.stays}>
        {(why) => (
          <Notice kind="warn" quiet title={w().stays}>
            {w().staysText(routeWhy(why(), language()))}
          </Notice>
        )}
      </Show>
      <Show when={props.known.stays !== null && props.known.unit && props.known.route}>
        <RouteShown
          unit={props.known.unit ?? { id: "", name: "" }}
          route={props.known.route as Route}
          administrators={props.known.administrators}
        />
      </Show>
      <Show when={paper() && props.known.route}>
        {(route) => (
          <Show
            when={props.known.may.toAccount}
            fallback={
              <details class="rounded-lg border border-line" open={route().unexpected}>
                <summary class="min-h-8 cursor-pointer px-3 py-1.5 font-medium">{w().whyPaper}</summary>
                <div class="flex flex-col gap-2 px-3 pb-3">
                  <CheckList route={route()} />
                  <Show when={route().unexpected && props.known.unit}>
                    {(unit) => <RouteShown unit={unit()} route={route()} administrators={props.known.administrators} here />}
                  </Show>
                </div>
              </details>
            }
          >
            <Notice
              kind="info"
              quiet
              title={w().canGo(route().to?.name ?? "")}
              actions={
                <Button size="sm" kind="primary" pending={pending()} onClick={toAccount}>
                  {w().toAccount}
                </Button>
              }
            />
          </Show>
        )}
      </Show>
      <div class="flex flex-wrap gap-2">
        <Show when={props.known.unit && props.known.may.mend}>
          <A class="inline-flex min-h-8 items-center text-accent hover:underline" href={`/milieux/${props.known.unit?.id}?onglet=contacts`}>
            {w().contacts}
          </A>
        </Show>
      </div>
    </div>
  );
}

/** The check list of an unexpected paper, for the first who is named (4.2.2, K07): what is met, what is not. */
function CheckList(props: { route: Route }) {
  const w = useWords(routingWords);
  const { language } = useLanguage();
  const first = () => props.route.candidates[0];
  const reason = (why: string) => first()?.standing.reasons.find((one) => one.why === why);
  const lines = () => {
    const of = w().check;
    const all: [string, boolean, string | null][] = [
      [of.unit, !props.route.unitOnPaper, null],
      [of.named, first() !== undefined, null],
    ];
    if (first()) {
      const account = reason("no-account") ?? reason("disabled") ?? reason("left");
      const said = (why: string) => {
        const found = reason(why);
        return found ? reasonOf(found, language()) : null;
      };
      all.push([of.account, account === undefined, account ? reasonOf(account, language()) : null]);
      if (!reason("no-account") && !reason("left")) {
        all.push([of.covers, !reason("not-covering"), said("not-covering")]);
        all.push([of.alerts, !reason("alerts-refused"), said("alerts-refused")]);
        all.push([of.recent(daysToLapse), !reason("lapsed"), said("lapsed")]);
        all.push([of.there, !reason("absent"), said("absent")]);
      }
    }
    return all;
  };
  return (
    <div>
      <Show when={first()}>{(one) => <p class="mb-1 font-medium">{one().name}</p>}</Show>
      <ul class="flex flex-col gap-0.5">
        <For each={lines()}>
          {([text, met, why]) => (
            <li class="flex items-start gap-1.5">
              <span class={`mt-0.5 shrink-0 ${met ? "text-done" : "text-danger"}`}>
                <Show when={met} fallback={<X size={14} aria-hidden="true" />}>
                  <Check size={14} aria-hidden="true" />
                </Show>
              </span>
              <span>
                {text}
                <span class="sr-only">, {met ? w().met : w().unmet}</span>
                <Show when={why}>{(said) => <span class="text-muted">, {said()}</span>}</Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
