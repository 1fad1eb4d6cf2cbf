import { useQuery } from "@tanstack/solid-query";
import { createSignal, createUniqueId, For, Show } from "solid-js";
import Clock from "lucide-solid/icons/clock";
import Lock from "lucide-solid/icons/lock";
import type { Viewer, Why } from "#domain/viewer.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { roleWords } from "#words/role.ts";
import { viewerWords } from "#words/viewer.ts";

type Viewers = Outputs["viewer"]["list"];

/** « Qui peut voir cette demande » (F-019): asked for when it is wanted, with the reason of each. */
export function ViewerSection(props: { requestId: string }) {
  const w = useWords(viewerWords);
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const list = useQuery(() => ({
    queryKey: ["viewer", props.requestId],
    queryFn: () => api.viewer.list.query({ requestId: props.requestId }),
    enabled: open(),
  }));
  const known = () => (open() ? answerOf(list) : undefined);
  return (
    <PanelSection
      title={w().title}
      aside={
        <Button size="sm" kind="quiet" aria-expanded={open()} aria-controls={id} onClick={() => setOpen(!open())}>
          {open() ? w().hide : w().show}
        </Button>
      }
    >
      <div id={id}>
        <Show when={open()}>
          <Show when={known()} fallback={<Skeleton rows={4} />}>
            {(viewers) => <Viewers of={viewers()} />}
          </Show>
        </Show>
      </div>
    </PanelSection>
  );
}

function Viewers(props: { of: Viewers }) {
  const w = useWords(viewerWords);
  const roles = useWords(roleWords);
  const other = () => props.of.other;
  return (
    <div class="flex flex-col gap-3 text-sm">
      <div>
        <h4 class="mb-1 text-xs font-medium">{w().own(props.of.own.length)}</h4>
        <ul class="flex flex-col gap-1.5">
          <For each={props.of.own}>{(one) => <Person of={one} />}</For>
        </ul>
      </div>
      <Show when={props.of.closed.length > 0}>
        <div>
          <h4 class="mb-1 flex items-center gap-1.5 text-xs font-medium text-muted">
            <Lock size={13} aria-hidden="true" />
            {w().closed}
          </h4>
          <ul class="flex flex-col gap-1.5 text-muted">
            <For each={props.of.closed}>{(one) => <Person of={one} />}</For>
          </ul>
        </div>
      </Show>
      <Show when={other().name !== ""}>
        <div>
          <h4 class="mb-1 text-xs font-medium">{w().other(other().name)}</h4>
          <Show when={other().named.length + other().counted.length > 0} fallback={<p class="text-muted">{w().nobody(other().name)}</p>}>
            <ul class="flex flex-col gap-1">
              <For each={other().named}>
                {({ name, kind }) => (
                  <li>
                    {name}
                    <span class="block text-xs text-muted">{roles()[kind]}</span>
                  </li>
                )}
              </For>
              <For each={other().counted}>{({ kind, count }) => <li class="text-muted">{w().counted(roles()[kind], count)}</li>}</For>
            </ul>
          </Show>
        </div>
      </Show>
    </div>
  );
}

function Person(props: { of: Viewer }) {
  const w = useWords(viewerWords);
  const roles = useWords(roleWords);
  const me = useMe();
  const why = (of: Why): string => {
    const words = w().why[of.by];
    return typeof words === "string" ? words : words("name" in of ? of.name : "");
  };
  const mark = () => (props.of.standing === "lapsed" || props.of.standing === "never" ? w().standing[props.of.standing] : null);
  return (
    <li>
      <span class="font-medium">{props.of.name}</span>
      <Show when={props.of.personId === me.data?.actor?.personId}>
        <span class="text-muted"> ({w().you})</span>
      </Show>
      <For each={props.of.roles}>
        {(role) => (
          <span class="block text-xs text-muted">
            {roles()[role.kind]}, {why(role.why)}
            <Show when={!role.withNames}>, {w().nameless}</Show>
          </span>
        )}
      </For>
      <Show when={mark()}>
        {(text) => (
          <span class="mt-0.5 inline-flex items-center gap-1 text-xs font-medium text-warn">
            <Clock size={13} aria-hidden="true" />
            {text()}
          </span>
        )}
      </Show>
    </li>
  );
}
