import { useQuery } from "@tanstack/solid-query";
import { createSignal, Match, Show, Suspense, Switch, type JSX } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Pencil from "lucide-solid/icons/pencil";
import Phone from "lucide-solid/icons/phone";
import Plus from "lucide-solid/icons/plus";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Guarded } from "#ui/parts/mishap.tsx";
import { refocusOn } from "#ui/parts/refocus.ts";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import { writeInstant } from "#words/words.ts";
import { AgreementSection } from "./agreement-section.tsx";
import { ClosureSection } from "./closure-section.tsx";
import { PlaceFormView } from "./place-form.tsx";
import { childOf, type Place } from "./place-values.ts";
import { RetireDialog } from "./retire-dialog.tsx";

export type PlaceView = "record" | "edit" | "add";

interface PanelProps {
  id: string;
  view: PlaceView;
  onView(view: PlaceView): void;
  onOpen(id: string): void;
  onClose(): void;
}

/** The record of a place beside the tree: read, edited, or added to. */
export function PlacePanel(props: PanelProps) {
  const keepFocus = refocusOn(() => props.view);
  const w = useWords(catalogueWords);
  const query = useQuery(() => ({
    queryKey: ["catalogue", "place", props.id],
    queryFn: () => api.catalogue.place.query({ id: props.id }),
  }));
  const adding = () => (props.view === "add" ? childOf[query.data?.level ?? "destination"] : undefined);
  const title = () => {
    const level = adding();
    return level ? w().newOf[level] : (query.data?.name ?? "");
  };
  const crumb = () => {
    const place = query.data;
    if (!place) return undefined;
    const above = [place.agencyName, place.siteName, place.serviceName].filter((name): name is string => name !== null);
    const names = adding()
      ? [...new Set([...above, place.name])]
      : above.slice(0, place.level === "destination" ? above.length : above.length - 1);
    return names.join(" › ") || w().level.agency;
  };
  return (
    <SidePanel
      title={<Suspense>{title()}</Suspense>}
      crumb={<Suspense>{crumb()}</Suspense>}
      aside={
        <Suspense>
          <Show when={!adding() && query.data}>{(place) => <Marks place={place()} />}</Show>
        </Suspense>
      }
      onClose={props.onClose}
    >
      <div ref={keepFocus}>
        <Guarded>
          <Suspense fallback={<Skeleton rows={6} />}>
            <Show when={query.data}>
              {(place) => (
                <Switch fallback={<Record place={place()} {...props} />}>
                  <Match when={props.view === "edit" && place().may.edit}>
                    <PlaceFormView
                      level={place().level}
                      place={place()}
                      parent={null}
                      onDone={() => props.onView("record")}
                      onCancel={() => props.onView("record")}
                    />
                  </Match>
                  <Match when={place().may.add ? adding() : undefined}>
                    {(level) => (
                      <PlaceFormView
                        level={level()}
                        place={null}
                        parent={place()}
                        onDone={props.onOpen}
                        onCancel={() => props.onView("record")}
                      />
                    )}
                  </Match>
                </Switch>
              )}
            </Show>
          </Suspense>
        </Guarded>
      </div>
    </SidePanel>
  );
}

function Marks(props: { place: Place }) {
  const w = useWords(catalogueWords);
  return (
    <>
      <Show when={!props.place.isUser}>
        <span class="rounded-sm bg-st-paper-soft px-1.5 py-0.5 text-xs font-medium text-st-paper" title={w().nonUserHint}>
          {w().nonUser}
        </span>
      </Show>
      <Show when={props.place.retiredOn}>
        {(on) => <span class="rounded-sm bg-st-new-soft px-1.5 py-0.5 text-xs font-medium text-st-new">{w().retiredSince(on())}</span>}
      </Show>
    </>
  );
}

function Record(props: PanelProps & { place: Place }) {
  const w = useWords(catalogueWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [asking, setAsking] = createSignal<"retire" | "remove" | null>(null);
  const [pending, setPending] = createSignal(false);
  const name = () => props.place.name;
  const below = () => (props.place.level === "destination" ? null : w().openBelow[props.place.level](props.place.open));
  const run = async (work: () => Promise<void>) => {
    setPending(true);
    try {
      await work();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  const restore = () =>
    run(async () => {
      const { id, retiredOn, successor } = props.place;
      await api.catalogue.restore.mutate({ id });
      toast({
        text: w().done.restored(name()),
        action: {
          label: w().undo,
          run: () => void api.catalogue.retire.mutate({ id, on: retiredOn ?? "", successorId: successor?.id ?? null }).catch(failure.tell),
        },
      });
    });
  const remove = () =>
    run(async () => {
      await api.catalogue.remove.mutate({ id: props.place.id });
      setAsking(null);
      toast({ text: w().done.removed(name()) });
      props.onClose();
    });
  const child = () => childOf[props.place.level];
  return (
    <div class="flex flex-col gap-5">
      <Show
        when={props.place.may.edit || props.place.may.restore || (props.place.may.add && child())}
        fallback={<p class="text-sm text-muted">{w().readOnly}</p>}
      >
        <div class="flex flex-wrap gap-2">
          <Show when={props.place.may.edit}>
            <Button icon={<Pencil size={15} aria-hidden="true" />} onClick={() => props.onView("edit")}>
              {w().edit}
            </Button>
          </Show>
          <Show when={props.place.may.add ? child() : undefined}>
            {(level) => (
              <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => props.onView("add")}>
                {w().addOf[level()]}
              </Button>
            )}
          </Show>
          <Show when={props.place.may.retire}>
            <Button onClick={() => setAsking("retire")}>{w().retire}</Button>
          </Show>
          <Show when={props.place.may.restore}>
            <Button pending={pending()} onClick={() => void restore()}>
              {w().restore}
            </Button>
          </Show>
          <Show when={props.place.may.remove}>
            <Button kind="quiet" onClick={() => setAsking("remove")}>
              {w().remove}
            </Button>
          </Show>
        </div>
      </Show>
      <dl class="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-2.5 text-sm">
        <Line label={w().fields.isUser}>{props.place.isUser ? w().yes : `${w().no}. ${w().nonUserHint}`}</Line>
        <Show when={props.place.shortName !== "" && props.place.shortName !== props.place.name}>
          <Line label={w().fields.shortName}>{props.place.shortName}</Line>
        </Show>
        <Show when={props.place.level === "destination"}>
          <Line label={w().fields.capacity}>{props.place.capacity === null ? w().notSaid : w().places(props.place.capacity)}</Line>
          <Line label={w().fields.largestGroup}>{props.place.largestGroup ?? w().notSaid}</Line>
          <Line label={w().fields.disciplines}>
            {props.place.disciplines.length === 0 ? w().allDisciplines : props.place.disciplines.join(", ")}
          </Line>
          <Show when={props.place.successor}>{(next) => <Line label={w().successor}>{next().name}</Line>}</Show>
        </Show>
        <Show when={props.place.level === "site"}>
          <Line label={w().fields.address}>
            <span class="whitespace-pre-line">{props.place.address || w().notSaid}</span>
          </Line>
          <Line label={w().fields.phone}>{props.place.phone ?? w().notSaid}</Line>
        </Show>
        <Show when={props.place.level !== "agency"}>
          <Line label={props.place.level === "service" ? w().fields.coordinator : w().fields.contact}>
            <Show when={props.place.contact} fallback={w().notSaid}>
              {(contact) => (
                <span class="flex flex-col gap-1">
                  <span class="font-medium">{contact().name}</span>
                  <Show when={contact().title}>
                    <span class="text-muted">{contact().title}</span>
                  </Show>
                  <Show when={contact().email}>
                    {(email) => (
                      <a class="inline-flex min-h-6 items-center gap-1.5 break-all text-accent hover:underline" href={`mailto:${email()}`}>
                        <Mail size={14} class="shrink-0" aria-hidden="true" />
                        {email()}
                      </a>
                    )}
                  </Show>
                  <Show when={contact().phone}>
                    {(phone) => (
                      <a
                        class="inline-flex min-h-6 items-center gap-1.5 text-accent hover:underline"
                        href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                      >
                        <Phone size={14} class="shrink-0" aria-hidden="true" />
                        {phone()}
                      </a>
                    )}
                  </Show>
                </span>
              )}
            </Show>
          </Line>
        </Show>
        <Show when={below()}>{(text) => <Line label={w().contains}>{text()}</Line>}</Show>
      </dl>
      <p class="text-xs text-muted">
        {props.place.requests === 0 ? w().noRequests : w().requests(props.place.requests)}
        <Show when={props.place.profileAt}>
          {(at) => <> · {w().profile(writeInstant(at(), language(), new Date()), props.place.profileBy)}</>}
        </Show>
      </p>
      <ClosureSection place={props.place} />
      <AgreementSection place={props.place} />
      <section class="flex flex-col gap-2 border-t border-line pt-4">
        <h3 class="font-semibold">{w().history}</h3>
        <HistoryPanel about={props.place.id} />
      </section>
      <RetireDialog open={asking() === "retire"} place={props.place} onClose={() => setAsking(null)} />
      <ConfirmDialog
        open={asking() === "remove"}
        title={w().removeTitle(name())}
        text={w().removeText}
        confirm={w().removeConfirm}
        danger
        pending={pending()}
        onConfirm={() => void remove()}
        onClose={() => setAsking(null)}
      />
    </div>
  );
}

function Line(props: { label: string; children: JSX.Element }) {
  return (
    <>
      <dt class="text-muted">{props.label}</dt>
      <dd class="min-w-0">{props.children}</dd>
    </>
  );
}
