import { useLocation, useNavigate, useParams } from "@solidjs/router";
import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show, type JSX } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { peopleWords } from "#words/people.ts";
import { AccessChip } from "./access-chip.tsx";
import { AccessSection } from "./access-section.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { RoleSection } from "./role-section.tsx";

export type OpenPerson = Outputs["people"]["one"];

/** A section of the panel: a heading, what can be done at its right, its content. */
export function PanelSection(props: { title: string; actions?: JSX.Element; children: JSX.Element }) {
  return (
    <section class="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <div class="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h3 class="text-sm font-semibold">{props.title}</h3>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}

/** `/personnes/:id`: a person over the directory: contact details, access, roles and rights, and what happened. */
export function PersonPanel() {
  const params = useParams<{ id: string }>();
  const location = useLocation();
  const navigate = useNavigate();
  const person = useQuery(() => ({
    queryKey: ["people", "one", params.id],
    queryFn: () => api.people.one.query({ personId: params.id }),
    retry: false,
  }));
  const known = () => answerOf(person);
  return (
    <SidePanel
      title={known()?.name ?? "…"}
      crumb={known()?.title || undefined}
      aside={<Show when={known()}>{(one) => <AccessChip state={one().state} />}</Show>}
      onClose={() => navigate(`/personnes${location.search}`, { scroll: false })}
    >
      <Show when={!person.isError} fallback={<Mishap error={person.error} />}>
        <Show when={known()} fallback={<Skeleton rows={8} />}>
          {(one) => <Details of={one()} />}
        </Show>
      </Show>
    </SidePanel>
  );
}

function Details(props: { of: OpenPerson }) {
  const w = useWords(peopleWords);
  const queries = useQueryClient();
  const [editing, setEditing] = createSignal(false);
  const about = () => [props.of.id, ...(props.of.account ? [props.of.account.id] : [])];
  return (
    <div class="flex flex-col gap-5">
      <Show when={props.of.homonyms > 0 && props.of.may.change}>
        <Notice kind="warn" quiet>
          {w().homonyms(props.of.homonyms)}
        </Notice>
      </Show>
      <PanelSection
        title={w().contact}
        actions={
          <Show when={props.of.may.change}>
            <Button size="sm" onClick={() => setEditing(true)}>
              {w().edit}
            </Button>
          </Show>
        }
      >
        <Contact of={props.of} />
      </PanelSection>
      <AccessSection of={props.of} />
      <RoleSection of={props.of} />
      <PanelSection title={w().history}>
        <HistoryPanel about={about()} />
      </PanelSection>
      <PersonDialog
        key={`person:${props.of.id}`}
        open={editing()}
        isNew={false}
        initial={{
          firstName: props.of.firstName,
          lastName: props.of.lastName,
          title: props.of.title,
          email: props.of.email ?? "",
          sharedEmail: props.of.sharedEmail ?? "",
          phone: props.of.phone ?? "",
          departmentId: props.of.departmentId ?? "",
        }}
        send={(data) => api.people.change.mutate({ ...data, personId: props.of.id })}
        done={() => {
          setEditing(false);
          toast({ text: w().form.saved });
          void queries.invalidateQueries({ queryKey: ["people"] });
        }}
        onClose={() => setEditing(false)}
      />
    </div>
  );
}

function Contact(props: { of: OpenPerson }) {
  const w = useWords(peopleWords);
  const empty = () => !props.of.email && !props.of.sharedEmail && !props.of.phone && !props.of.departmentName;
  return (
    <Show when={!empty()} fallback={<p class="text-sm text-muted">{w().nothing}</p>}>
      <ul class="flex flex-col gap-1 text-sm">
        <For each={[props.of.email, props.of.sharedEmail].filter((one) => one !== null)}>
          {(email, at) => (
            <li>
              <a href={`mailto:${email}`} class="inline-flex min-h-6 items-center gap-2 rounded underline-offset-2 hover:underline">
                <Mail size={15} class="text-muted" aria-hidden="true" />
                {email}
              </a>
              <Show when={at() === 1 || !props.of.email}>
                <span class="text-muted">, {w().form.shared}</span>
              </Show>
            </li>
          )}
        </For>
        <Show when={props.of.phone}>
          {(phone) => (
            <li>
              <a
                href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                class="inline-flex min-h-6 items-center gap-2 rounded underline-offset-2 hover:underline"
              >
                <Phone size={15} class="text-muted" aria-hidden="true" />
                {phone()}
              </a>
            </li>
          )}
        </Show>
        <Show when={props.of.departmentName}>{(name) => <li class="text-muted">{name()}</li>}</Show>
      </ul>
    </Show>
  );
}
