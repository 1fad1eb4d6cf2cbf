import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { RouteShown } from "#ui/request/redirect-route.tsx";
import { contactWords } from "#words/contact.ts";
import { ContactCard } from "./contact-card.tsx";
import { useContactCommands, type ContactCommands, type Contacts } from "./contact-commands.ts";
import { ContactPicker } from "./contact-picker.tsx";
import { ServiceRouting } from "./contact-service.tsx";
import type { Place } from "./place-values.ts";

/** Who is asked about a place, in order, how each stands, and what one may do about it (2.4, 2.5, F-029, F-033 to F-035). */
export function ContactTab(props: { place: Place }) {
  const contacts = useQuery(() => ({
    queryKey: ["contact", "of", props.place.id],
    queryFn: () => api.contact.of.query({ placeId: props.place.id }),
  }));
  const known = () => answerOf(contacts) ?? undefined;
  const commands = useContactCommands(() => props.place.id, known);
  return (
    <Show when={known()} fallback={<Skeleton rows={5} />}>
      {(found) => <Named place={props.place} contacts={found()} commands={commands} />}
    </Show>
  );
}

function Named(props: { place: Place; contacts: Contacts; commands: ContactCommands }) {
  const w = useWords(contactWords);
  const [adding, setAdding] = createSignal<"main" | "backup" | "discipline" | null>(null);
  const level = () => props.contacts.level;
  const card = {
    get placeId() {
      return props.place.id;
    },
    get contacts() {
      return props.contacts;
    },
    get commands() {
      return props.commands;
    },
  };
  const picked = async (work: Promise<boolean>) => {
    const done = await work;
    if (done) setAdding(null);
    return done;
  };
  const lacking = () => {
    const all = [...(props.contacts.main ? [props.contacts.main] : []), ...props.contacts.backups, ...props.contacts.disciplines];
    return all.some(({ standing }) => standing?.reasons.some(({ why }) => why === "no-account" || why === "disabled"));
  };
  const administrators = () => props.contacts.administrators.map(({ name, email }) => (email ? `${name} (${email})` : name)).join(", ");
  return (
    <div class="flex flex-col gap-4">
      <Show when={props.contacts.route}>
        {(route) => (
          <section class="flex flex-col gap-2">
            <h3 class="text-sm text-muted">{w().now}</h3>
            <RouteShown
              unit={{ id: props.place.id, name: props.place.name }}
              route={route()}
              administrators={props.contacts.administrators}
              here
            />
          </section>
        )}
      </Show>
      <section class="flex flex-col">
        <div class="flex flex-wrap items-center gap-2">
          <h3 class="min-w-0 flex-1 font-semibold">{w().main[level()]}</h3>
          <Show when={props.contacts.may.edit}>
            <Button size="sm" onClick={() => setAdding(adding() === "main" ? null : "main")}>
              {props.contacts.main ? w().replace : w().name}
            </Button>
            <Show when={props.contacts.main}>
              <Button size="sm" kind="quiet" onClick={() => void props.commands.main(null)}>
                {w().clear}
              </Button>
            </Show>
          </Show>
        </div>
        <Show when={props.contacts.main} fallback={<p class="py-2 text-sm text-muted">{w().mainNone[level()]}</p>}>
          {(person) => <ContactCard {...card} person={person()} />}
        </Show>
        <Show when={adding() === "main"}>
          <ContactPicker
            placeId={props.place.id}
            what="main"
            without={props.contacts.main ? [props.contacts.main.id] : []}
            onPick={({ person }) => picked(props.commands.main(person))}
            onCancel={() => setAdding(null)}
          />
        </Show>
      </section>
      <Show when={level() === "destination"}>
        <section class="flex flex-col border-t border-line pt-4">
          <div class="flex flex-wrap items-center gap-2">
            <h3 class="min-w-0 flex-1 font-semibold">{w().backups}</h3>
            <Show when={props.contacts.may.edit}>
              <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setAdding("backup")}>
                {w().addBackup}
              </Button>
            </Show>
          </div>
          <p class="text-sm text-muted">{props.contacts.backups.length > 0 ? w().backupsText : w().backupsNone}</p>
          <ol class="divide-y divide-line">
            <For each={props.contacts.backups}>
              {(person, at) => (
                <li>
                  <ContactCard
                    {...card}
                    person={person}
                    number={at() + 1}
                    actions={
                      <Show when={props.contacts.may.edit}>
                        <Show when={props.contacts.backups.length > 1}>
                          <IconButton
                            size="sm"
                            label={w().up(person.name)}
                            disabled={at() === 0}
                            icon={<ArrowUp size={14} aria-hidden="true" />}
                            onClick={() => void props.commands.moveBackup(person.id, -1)}
                          />
                          <IconButton
                            size="sm"
                            label={w().down(person.name)}
                            disabled={at() === props.contacts.backups.length - 1}
                            icon={<ArrowDown size={14} aria-hidden="true" />}
                            onClick={() => void props.commands.moveBackup(person.id, 1)}
                          />
                        </Show>
                        <IconButton
                          size="sm"
                          label={w().remove(person.name)}
                          icon={<X size={14} aria-hidden="true" />}
                          onClick={() => void props.commands.removeBackup(person.id)}
                        />
                      </Show>
                    }
                  />
                </li>
              )}
            </For>
          </ol>
          <Show when={adding() === "backup"}>
            <ContactPicker
              placeId={props.place.id}
              what="backup"
              without={[props.contacts.main?.id ?? "", ...props.contacts.backups.map(({ id }) => id)]}
              onPick={({ person }) => picked(props.commands.addBackup(person))}
              onCancel={() => setAdding(null)}
            />
          </Show>
        </section>
        <section class="flex flex-col border-t border-line pt-4">
          <div class="flex flex-wrap items-center gap-2">
            <h3 class="min-w-0 flex-1 font-semibold">{w().disciplines}</h3>
            <Show when={props.contacts.may.edit}>
              <Button size="sm" icon={<Plus size={14} aria-hidden="true" />} onClick={() => setAdding("discipline")}>
                {w().addDiscipline}
              </Button>
            </Show>
          </div>
          <p class="text-sm text-muted">{props.contacts.disciplines.length > 0 ? w().disciplinesText : w().disciplinesNone}</p>
          <ul class="divide-y divide-line">
            <For each={props.contacts.disciplines}>
              {(person) => (
                <li>
                  <ContactCard
                    {...card}
                    person={person}
                    mark={person.discipline}
                    actions={
                      <Show when={props.contacts.may.edit}>
                        <IconButton
                          size="sm"
                          label={w().remove(`${person.name}, ${person.discipline}`)}
                          icon={<X size={14} aria-hidden="true" />}
                          onClick={() => void props.commands.removeDiscipline(person.discipline, person.id)}
                        />
                      </Show>
                    }
                  />
                </li>
              )}
            </For>
          </ul>
          <Show when={adding() === "discipline"}>
            <ContactPicker
              placeId={props.place.id}
              what="discipline"
              discipline
              onPick={({ person, discipline }) => picked(props.commands.addDiscipline(discipline, person))}
              onCancel={() => setAdding(null)}
            />
          </Show>
        </section>
      </Show>
      <Switch>
        <Match when={level() === "service" && props.contacts.service}>
          {(service) => (
            <ServiceRouting serviceId={props.place.id} routing={service()} may={props.contacts.may.edit} commands={props.commands} />
          )}
        </Match>
      </Switch>
      <Show when={props.contacts.inside && !props.contacts.may.people && lacking() && administrators() !== ""}>
        <Notice quiet>{w().byAdministrator(administrators())}</Notice>
      </Show>
    </div>
  );
}
