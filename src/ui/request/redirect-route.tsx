import { A } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import FileOutput from "lucide-solid/icons/file-output";
import UserCheck from "lucide-solid/icons/user-check";
import type { Route } from "#domain/routing.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { reasonOf, routingWords } from "#words/routing.ts";

type Units = Outputs["routing"]["units"];
export type RoutedUnit = Units["units"][number];
export type Administrators = Units["administrators"];

/** Commands that mend what keeps a route on paper; each can be taken back from its toast. */
export function useMending() {
  const w = useWords(routingWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ["routing"] });
  const run = async (work: () => Promise<unknown>, text: string, back: () => Promise<unknown>) => {
    try {
      await work();
      toast({ text, action: { label: w().undo, run: () => void back().then(again).catch(failure.tell) } });
      await again();
    } catch (error) {
      failure.tell(error);
    }
  };
  return {
    alerts: (unitId: string, person: { personId: string; name: string }) => {
      const set = (alerts: boolean) => api.contact.setReach.mutate({ placeId: unitId, personId: person.personId, alerts });
      return run(
        () => set(true),
        w().alertsTaken(person.name),
        () => set(false),
      );
    },
    unit: (unit: { id: string; name: string }) => {
      const set = (isUser: boolean) => api.routing.setUnit.mutate({ unitId: unit.id, isUser });
      return run(
        () => set(true),
        w().isBack(unit.name),
        () => set(false),
      );
    },
  };
}

/** Who receives it and how, before anything is sent; on paper with the reason and the ways out (F-179, F-180, F-207, 7.3). */
export function RouteShown(props: {
  unit: { id: string; name: string };
  route: Route;
  administrators: Administrators;
  /** Said above when several requests go different ways. */
  heading?: string | undefined;
  onChoose?: ((personId: string) => void) | undefined;
  /** Shown among the contacts themselves. */
  here?: boolean;
}) {
  const w = useWords(routingWords);
  const { language } = useLanguage();
  const mending = useMending();
  const account = () => props.route.how === "account";
  const waited = () => props.route.passed.some(({ personId }) => personId === props.route.to?.personId) && account();
  const mendable = () =>
    props.route.passed.filter(
      ({ as, standing }) => as !== "coordinator" && standing.reasons.length === 1 && standing.reasons[0]?.why === "alerts-refused",
    );
  const closed = () => props.route.passed.some(({ standing }) => standing.reasons.some(({ why }) => why === "disabled"));
  const lapsed = () => props.route.passed.some(({ standing }) => standing.reasons.some(({ why }) => why === "lapsed"));
  const administrators = () =>
    props.administrators.map(({ name, email }) => (email ? `${name} (${email})` : name)).join(", ") || w().noAdministrator;
  const others = () => props.route.couldAnswer.filter(({ personId }) => personId !== props.route.to?.personId || !account());
  return (
    <div class="flex flex-col gap-2 rounded-lg border border-line bg-page px-3 py-2.5">
      <Show when={props.heading}>{(text) => <p class="text-xs font-semibold text-muted">{text()}</p>}</Show>
      <p class="flex items-start gap-2 text-sm">
        <span class={`mt-0.5 shrink-0 ${account() ? "text-done" : "text-st-paper"}`}>
          <Show when={account()} fallback={<FileOutput size={16} aria-hidden="true" />}>
            <UserCheck size={16} aria-hidden="true" />
          </Show>
        </span>
        <span class="min-w-0">
          <strong class="font-semibold">
            {account() ? w().account(props.route.to?.name ?? "") : props.route.to ? w().paperTo(props.route.to.name) : w().paper}
          </strong>
          <Show when={props.route.as}>{(as) => <span class="text-muted">, {w().as[as()]}</span>}</Show>
          <Show when={props.route.insteadOf}>{(name) => <span class="text-muted">, {w().insteadOf(name())}</span>}</Show>
          <Show when={waited()}>
            <span class="block text-muted">{w().waited}</span>
          </Show>
          <Show when={!account()}>
            <span class="block text-muted">{w().paperText}</span>
          </Show>
        </span>
      </p>
      <Show when={props.route.passed.length > 0 || props.route.unitOnPaper || (!account() && props.route.to === null)}>
        <Notice kind={props.route.unexpected ? "warn" : "info"} quiet title={props.route.unexpected ? w().unexpected : undefined}>
          <ul class="flex flex-col gap-0.5">
            <Show when={props.route.unitOnPaper}>
              <li>{w().unitOnPaper}</li>
            </Show>
            <Show when={!account() && props.route.to === null}>
              <li>{w().nobody}</li>
            </Show>
            <For each={props.route.passed}>
              {(step) => (
                <li>
                  <span class="font-medium">{step.name}</span>
                  {language() === "fr" ? "\u00A0: " : ": "}
                  {step.standing.reasons.map((one) => reasonOf(one, language())).join(", ")}
                </li>
              )}
            </For>
          </ul>
          <Show when={!account() && lapsed()}>
            <p class="mt-1 text-muted">{w().signInAgain}</p>
          </Show>
          <Show when={!account() && closed()}>
            <p class="mt-1 text-muted">{w().askAccess(administrators())}</p>
          </Show>
          <Show when={!account()}>
            <div class="mt-2 flex flex-wrap items-center gap-2 empty:hidden">
              <Show when={props.onChoose}>
                {(choose) => (
                  <For each={others()}>
                    {(one) => (
                      <Button size="sm" onClick={() => choose()(one.personId)}>
                        {w().giveTo(one.name)}
                      </Button>
                    )}
                  </For>
                )}
              </Show>
              <For each={mendable()}>
                {(one) => (
                  <Button size="sm" onClick={() => void mending.alerts(props.unit.id, one)}>
                    {w().acceptAlerts(one.name)}
                  </Button>
                )}
              </For>
              <Show when={props.route.unitOnPaper}>
                <Button size="sm" onClick={() => void mending.unit(props.unit)}>
                  {w().backInConcerto}
                </Button>
              </Show>
              <Show when={!props.here}>
                <A class="inline-flex min-h-6 items-center text-accent hover:underline" href={`/milieux/${props.unit.id}?onglet=contacts`}>
                  {w().contacts}
                </A>
              </Show>
            </div>
          </Show>
        </Notice>
      </Show>
    </div>
  );
}
