import { useQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";
import { meets, placeOf } from "#domain/reservation.ts";
import type { Route, RouteStep } from "#domain/routing.ts";
import { ProfileLink } from "#ui/catalogue/profile-link.tsx";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { useReservations } from "#ui/reservation/kept.ts";
import { UnitReservation } from "#ui/reservation/unit-reservation.tsx";
import { partWords } from "#words/parts.ts";
import { requestWords } from "#words/request.ts";
import { reservationWords } from "#words/reservation.ts";
import { reasonOf, routingWords } from "#words/routing.ts";
import { RouteShown, type RoutedUnit } from "./redirect-route.tsx";

/** Where requests go, and what the box said of how: the server keeps to it. */
export interface RedirectGiven {
  destinationId: string;
  contactId: string | null;
  shown?: "account" | "paper";
  /** Although somebody keeps the unit at those hours. */
  despite?: boolean;
}

/** The route of somebody who is chosen: hers if she answers, or is only away; else paper, to her. */
const chosenRoute = (route: Route, step: RouteStep): Route => {
  const away = step.standing.reasons.length === 1 && step.standing.reasons[0]?.why === "absent";
  const how = step.standing.answers || away ? "account" : "paper";
  return {
    ...route,
    to: { personId: step.personId, name: step.name },
    how,
    as: "chosen",
    insteadOf: null,
    passed: step.standing.answers ? [] : [step],
    unitOnPaper: false,
    unexpected: how === "paper" && route.couldAnswer.length > 0,
  };
};

/** Which unit requests go to, and who there receives them and how, before one confirms (F-179); those too small for the largest group are not offered. */
export function RedirectDialog(props: {
  open: boolean;
  requests: SeenRequest[];
  pending: boolean;
  onConfirm(given: RedirectGiven): void;
  onClose(): void;
}) {
  const w = useWords(requestWords);
  const r = useWords(routingWords);
  const v = useWords(reservationWords);
  const p = useWords(partWords);
  const { language } = useLanguage();
  const [unitId, setUnitId] = createSignal("");
  const [contactId, setContactId] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [despite, setDespite] = createSignal(false);
  const kept = useReservations({ destinationIds: () => (props.open && unitId() !== "" ? [unitId()] : []) });
  /** Somebody else arranges a place there at hours of one of these requests. */
  const inTheWay = () =>
    kept
      .at(unitId())
      .some(
        (one) =>
          !one.mine && props.requests.some(({ schedule }) => meets({ ...one, destinationId: unitId() }, placeOf(unitId(), schedule))),
      );
  const requestIds = () => props.requests.map(({ id }) => id);
  const answer = useQuery(() => ({
    queryKey: ["routing", "units", ...requestIds()],
    queryFn: () => api.routing.units.query({ requestIds: requestIds() }),
    enabled: props.open,
  }));
  const list = () => (answer.isSuccess ? answer.data.units : []);
  const largest = () => Math.max(0, ...props.requests.map(({ size }) => size));
  // The services asked for come first: most requests stay in theirs.
  const asked = () => new Set(props.requests.map(({ place }) => place.serviceId));
  const hintOf = (unit: RoutedUnit): string => {
    const [first, ...more] = unit.routes;
    if (!first || more.length > 0) return r().hintSeveral;
    const { route } = first;
    if (route.how === "account") return r().hintAccount(route.to?.name ?? "");
    const why = route.passed.find(({ personId }) => personId === route.to?.personId)?.standing.reasons[0];
    return route.to && why ? r().hintPaperWhy(route.to.name, reasonOf(why, language())) : r().hintPaper(route.to?.name ?? null);
  };
  const options = () =>
    list()
      .toSorted((one, other) => Number(asked().has(other.serviceId)) - Number(asked().has(one.serviceId)))
      .map((unit) => {
        const most = unit.largestGroup;
        const small = most !== null && largest() > most;
        return {
          value: unit.id,
          label: unit.name,
          group: `${unit.site} / ${unit.service}`,
          disabled: small,
          hint: small ? w().ask.tooSmall(most) : hintOf(unit),
        };
      });
  const chosen = () => list().find(({ id }) => id === unitId());
  const candidates = () => chosen()?.routes[0]?.route.candidates ?? [];
  const routes = () =>
    (chosen()?.routes ?? []).map(({ references, route }) => {
      const step = route.candidates.find(({ personId }) => personId === contactId());
      return { references, route: step ? chosenRoute(route, step) : route };
    });
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setTried(false);
        setContactId("");
        setDespite(false);
        setUnitId(props.requests.length === 1 ? (props.requests[0]?.place.destinationId ?? "") : "");
      },
    ),
  );
  const go = () => {
    setTried(true);
    const unit = chosen();
    if (!unit || (inTheWay() && !despite())) return;
    const ways = new Set(routes().map(({ route }) => route.how));
    const [only] = ways.size === 1 ? ways : [];
    props.onConfirm({
      destinationId: unit.id,
      contactId: contactId() || null,
      ...(only ? { shown: only } : {}),
      ...(despite() ? { despite: true } : {}),
    });
  };
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={w().ask.redirect(props.requests.length)}
      text={w().ask.redirectText}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={props.pending} onClick={go}>
            {w().moves.redirect}
          </Button>
        </>
      }
    >
      <div class="flex min-h-40 flex-col gap-4">
        <Show when={!answer.isSuccess || list().length > 0} fallback={<Notice quiet>{w().ask.noUnits}</Notice>}>
          <Field label={w().ask.unit} required error={tried() && !chosen() ? w().toChoose : null}>
            <Combobox
              value={unitId()}
              onChange={(value) => {
                setUnitId(value);
                setContactId("");
                setDespite(false);
              }}
              options={options()}
            />
          </Field>
        </Show>
        <Show when={chosen()}>
          {(unit) => (
            <>
              {/* Units of several services bear one name. */}
              <div class="-mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-muted">
                <span>{`${unit().site} / ${unit().service}`}</span>
                <ProfileLink placeId={unit().id} apart />
              </div>
              <UnitReservation
                destinationId={unit().id}
                kept={kept}
                place={props.requests.length === 1 ? props.requests.map(({ schedule }) => placeOf(unit().id, schedule))[0] : undefined}
                compact
              />
              <Show when={inTheWay()}>
                <Checkbox
                  label={v().despite}
                  checked={despite()}
                  onChange={setDespite}
                  {...(tried() && !despite() ? { hint: v().despiteNeeded } : {})}
                />
              </Show>
              <Show when={candidates().length > 1}>
                <Field label={r().choose}>
                  <Select
                    value={contactId() || "usual"}
                    onChange={(value) => setContactId(value === "usual" ? "" : value)}
                    options={[
                      { value: "usual", label: r().usual },
                      ...candidates().map((one) => ({ value: one.personId, label: `${one.name}, ${r().as[one.as]}` })),
                    ]}
                  />
                </Field>
              </Show>
              <div class="flex flex-col gap-2" role="status" aria-label={r().title}>
                <For each={routes()}>
                  {({ references, route }) => (
                    <RouteShown
                      unit={unit()}
                      route={route}
                      administrators={answer.data?.administrators ?? []}
                      heading={routes().length > 1 ? r().forRequests(references) : undefined}
                      onChoose={setContactId}
                    />
                  )}
                </For>
              </div>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  );
}
