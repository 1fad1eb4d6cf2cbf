import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Phone from "lucide-solid/icons/phone";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Bounced, useBounces } from "#ui/notice/bounced.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { requestWords } from "#words/request.ts";
import type { OpenRequest } from "./request-panel.tsx";

/** Whom to write to about it, on both sides. */
export function ContactSection(props: { of: OpenRequest }) {
  const w = useWords(requestWords);
  const me = useMe();
  // Somebody who is two things is one person to write to.
  const people = () => {
    const found = new Map<
      string,
      { name: string; email: string | null; phone: string | null; as: OpenRequest["contacts"][number]["as"][] }
    >();
    for (const { name, email, phone, as } of props.of.contacts) {
      const known = found.get(`${name} ${email}`);
      if (known) known.as.push(as);
      else found.set(`${name} ${email}`, { name, email, phone, as: [as] });
    }
    return [...found.values()];
  };
  const bounced = useBounces(() => props.of.contacts.map(({ email }) => email));
  return (
    <Show when={props.of.contacts.length > 0}>
      <PanelSection title={w().panel.contacts}>
        <ul class="flex flex-col gap-1.5 text-sm">
          <For each={people()}>
            {(contact) => (
              <li class="flex flex-wrap items-center gap-x-3">
                <span class="min-w-0 flex-[1_1_12rem]">
                  <span class="font-medium">{contact.name}</span>
                  <span class="block text-xs text-muted">{contact.as.map((one) => w().panel.as[one]).join(", ")}</span>
                </span>
                <Show when={contact.email}>
                  {(email) => (
                    <a class="inline-flex min-h-7 items-center gap-1.5 text-accent hover:underline" href={`mailto:${email()}`}>
                      <Mail size={14} aria-hidden="true" />
                      {email()}
                    </a>
                  )}
                </Show>
                <Show when={contact.phone}>
                  {(phone) => (
                    <a
                      class="inline-flex min-h-7 items-center gap-1.5 text-accent hover:underline"
                      href={`tel:${phone().replaceAll(/[^\d+]/g, "")}`}
                    >
                      <Phone size={14} aria-hidden="true" />
                      {phone()}
                    </a>
                  )}
                </Show>
                <Bounced of={bounced(contact.email)} />
              </li>
            )}
          </For>
        </ul>
        {/* A place without account is kept by the schools that write to it (F-050). */}
        <Show when={props.of.side === "placing" && !props.of.place.isUser && me.data?.actor?.kind === "placing-coordinator"}>
          <A
            class="mt-1.5 inline-flex min-h-6 items-center text-sm text-accent hover:underline"
            href={`/milieux/${props.of.place.destinationId ?? props.of.place.serviceId ?? ""}?onglet=contacts`}
          >
            {w().panel.correctContacts}
          </A>
        </Show>
      </PanelSection>
    </Show>
  );
}
